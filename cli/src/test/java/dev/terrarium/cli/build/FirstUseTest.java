package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code pip freeze} writes: versions without hashes, believed once and never again. */
@ExtendWith(Worlds.class)
class FirstUseTest {
    private static final WheelRecipe GREETING =
            WheelRecipe.of("greeting", "1.0").withRequires("Polite.Words>=2", "windows-only; os_name == 'nt'");
    private static final WheelRecipe POLITE = WheelRecipe.of("polite-words", "2.1");

    @Test
    void aBuildBelievesTheIndexOnceAndSaysSoAloud(World world) {
        frozen(world);
        Ran ran = Ran.well(world, "build");
        assertThat(ran.said("warning: "))
                .contains("the requirements hold no hashes: 2 files are trusted on first use; terrarium.lock holds"
                        + " their sha256 from now on, so commit it");
        assertThat(ran.said("    trusted "))
                .containsExactly(
                        "greeting-1.0-py3-none-any.whl  " + GREETING.digest(),
                        "polite_words-2.1-py3-none-any.whl  " + POLITE.digest());
        assertThat(world.read("terrarium.lock"))
                .contains("""
                [[wheel]]
                name = "greeting"
                version = "1.0"
                platforms = ["linux/amd64"]
                file = "greeting-1.0-py3-none-any.whl"
                sha256 = "%s"
                size = %d
                """.formatted(GREETING.digest().hex(), GREETING.bytes().length));
    }

    @Test
    void afterwardsNobodyIsAskedAndTheImageIsTheSame(World world) {
        frozen(world);
        Ran first = Ran.well(world, "build");
        int asked = world.index().requests().size();
        Ran second = Ran.well(world, "build", "--locked");
        assertThat(second.err()).doesNotContain("first use");
        assertThat(world.index().requests()).hasSize(asked);
        assertThat(Ran.well(world.forget(), "build", "--frozen").out()).isEqualTo(first.out());
    }

    @Test
    void lockedAndFrozenBuildsBelieveNobody(World world) {
        frozen(world);
        Ran.well(world, "lock");
        world.write("requirements.txt", "greeting==1.0\npolite-words==2.1\nnew==1\n");
        int asked = world.index().requests().size();
        for (String mode : new String[] {"--locked", "--frozen"}) {
            Ran ran = Ran.in(world, "build", mode);
            assertThat(ran.exit().number()).isEqualTo(3);
            assertThat(ran.problems())
                    .containsExactly(
                            "error: `new==1` has no sha256 in terrarium.lock, and none may be recorded",
                            "hint: run `terrarium lock` and commit the file");
        }
        assertThat(world.index().requests()).hasSize(asked);
    }

    @Test
    void aLineThatComesIsAnAdditionAndOneThatGoesIsDropped(World world) {
        frozen(world);
        Ran.well(world, "lock");
        WheelRecipe added = WheelRecipe.of("new", "1");
        world.index().add(added);
        world.write("requirements.txt", "greeting==1.0\npolite-words==2.1\nnew==1\n");
        Ran ran = Ran.well(world, "lock");
        assertThat(ran.said("    trusted ")).containsExactly("new-1-py3-none-any.whl  " + added.digest());
        assertThat(ran.said("✓ lock").getFirst()).endsWith("added new 1 (trusted on first use)");
        world.write("requirements.txt", "polite-words==2.1\nnew==1\n");
        assertThat(Ran.in(world, "build", "--locked").problems())
                .containsExactly(
                        "error: terrarium.lock does not answer the project any more: dropped greeting 1.0: nobody"
                                + " asks for it any more",
                        "hint: run `terrarium lock` and commit the file");
        assertThat(Ran.well(world, "lock").said("✓ lock").getFirst())
                .endsWith("dropped greeting 1.0: nobody asks for it any more");
    }

    @Test
    void anotherVersionIsBelievedOnceToo(World world) {
        frozen(world);
        Ran.well(world, "lock");
        world.index().add(WheelRecipe.of("polite-words", "2.2"));
        world.write("requirements.txt", "greeting==1.0\npolite-words==2.2\n");
        assertThat(Ran.well(world, "build").said("✓ lock").getFirst()).endsWith("moved polite-words 2.1 → 2.2");
    }

    @Test
    void aChangedHashIsNeverTakenNotEvenOnUpdate(World world) {
        frozen(world);
        Ran.well(world, "lock");
        WheelRecipe evil = POLITE.withFile("evil.py", "print('evil')\n");
        world.index().add(evil);
        Ran update = Ran.in(world, "lock", "--update", "polite-words");
        assertThat(update.exit().number()).isEqualTo(5);
        assertThat(update.problems())
                .containsExactly(
                        "error: `polite_words-2.1-py3-none-any.whl` is not the file that was trusted on first use:"
                                + " terrarium.lock has " + POLITE.digest() + ", the index now tells " + evil.digest(),
                        "hint: do not go on with it before you know why; if it was replaced on purpose, remove its"
                                + " entry from terrarium.lock and lock again");
        Ran build = Ran.in(world.forget(), "build", "--locked");
        assertThat(build.exit().number()).isEqualTo(5);
        assertThat(build.problems())
                .containsExactly(
                        "error: `polite_words-2.1-py3-none-any.whl` is not what the lock names: wanted "
                                + POLITE.digest() + ", and the index tells " + evil.digest(),
                        "hint: do not go on before you know why; if the file was replaced on purpose, lock again");
    }

    @Test
    void whatTheWheelsRequireMustBePinned(World world) {
        frozen(world);
        world.index().add(WheelRecipe.of("polite-words", "1.9"));
        world.write("requirements.txt", "greeting==1.0\n");
        Ran missing = Ran.in(world, "build");
        assertThat(missing.exit().number()).isEqualTo(3);
        assertThat(missing.problems())
                .containsExactly(
                        "error: `greeting 1.0` requires `polite-words>=2`, and no line pins `polite-words`",
                        "hint: add a line for it: `pip freeze --all` writes everything that is installed");
        world.write("requirements.txt", "greeting==1.0\npolite-words==1.9\n");
        assertThat(Ran.in(world, "build").problems())
                .containsExactly(
                        "error: `greeting 1.0` requires `polite-words>=2`, and `polite-words==1.9` is pinned",
                        "hint: pin versions that fit each other: `pip check` tells which do");
    }

    @Test
    void extrasAndPythonsAreHeldAgainstTheirMetadata(World world) {
        world.index()
                .add(
                        WheelRecipe.of("tool", "1").withExtra("fast", "speed>=1"),
                        WheelRecipe.of("speed", "1").withHeaders("Requires-Python: >=3.8"));
        world.write("requirements.txt", "tool[fast]==1\n");
        assertThat(Ran.in(world, "build").problems().getFirst())
                .isEqualTo("error: `tool 1` requires `speed>=1`, and no line pins `speed`");
        world.write("requirements.txt", "tool[fast]==1\nspeed==1\n");
        Ran.well(world, "build");
    }

    @Test
    void whatNoIndexHasIsToldWithItsLine(World world) {
        world.write("requirements.txt", "# frozen\nnobody==7\n");
        Ran ran = Ran.in(world, "build");
        assertThat(ran.problems())
                .containsExactly(
                        "error: no file of `nobody 7` was found at `http://loopback/simple/`",
                        "hint: check the version, or name the index that has it in [tool.terrarium.sources]");
        assertThat(ran.err()).contains("requirements.txt:2");
    }

    @Test
    void aWithdrawnFileIsTakenWithAWordAboutIt(World world) {
        frozen(world);
        world.index().yank("polite_words-2.1-py3-none-any.whl", "rude");
        assertThat(Ran.well(world, "build").err())
                .contains("`polite_words-2.1-py3-none-any.whl` was withdrawn by its maker: rude");
    }

    private static void frozen(World world) {
        world.index().add(GREETING, POLITE, WheelRecipe.of("greeting", "2.0"));
        world.write("requirements.txt", "greeting==1.0\npolite-words==2.1\n");
    }
}
