package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.world.World;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code --locked}, {@code --frozen} and a committed lock hold to. */
@ExtendWith(Worlds.class)
class LockedBuildTest {
    @Test
    void withoutALockNeitherBuilds(World world) {
        for (String option : new String[] {"--locked", "--frozen"}) {
            Ran ran = Ran.in(world, "build", option);
            assertThat(ran.problems())
                    .containsExactly(
                            "error: there is no `terrarium.lock`, and none may be made",
                            "hint: run `terrarium lock` and commit the file");
            assertThat(ran.exit().number()).isEqualTo(3);
            assertThat(ran.out()).isEmpty();
        }
        assertThat(world.project().resolve("terrarium.lock")).doesNotExist();
        assertThat(world.archive().asked()).isEmpty();
    }

    @Test
    void aStaleLockIsToldByWhatIsMissing(World world) {
        Ran.well(world, "build");
        String before = world.read("terrarium.lock");
        world.publish(world.now(), Deb.of("hello", "2.10-5")).configure("packages = [\"hello\"]");
        Ran ran = Ran.in(world, "build", "--locked");
        assertThat(ran.problems())
                .containsExactly(
                        "error: terrarium.lock does not answer the project any more: added hello 2.10-5 (for package:hello)",
                        "hint: run `terrarium lock` and commit the file");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(world.read("terrarium.lock")).isEqualTo(before);
    }

    @Test
    void anEntryWithoutAnInputIsStaleToo(World world) {
        world.publish(world.now(), Deb.of("hello", "2.10-5")).configure("packages = [\"hello\"]");
        Ran.well(world, "build");
        world.configure("");
        assertThat(Ran.in(world, "build", "--locked").problems())
                .containsExactly(
                        "error: terrarium.lock does not answer the project any more: dropped hello 2.10-5: nobody asks for"
                                + " it any more",
                        "hint: run `terrarium lock` and commit the file");
    }

    @Test
    void lockedAndFrozenWriteNothing(World world) throws Exception {
        world.requires(WheelRecipe.of("greeting", "1.0"));
        Ran.well(world, "lock");
        String before = world.read("terrarium.lock");
        world.requires(WheelRecipe.of("greeting", "1.0"), WheelRecipe.of("parting", "1.0"));
        Ran.well(world, "build", "--locked");
        Ran.well(world, "build", "--frozen");
        assertThat(world.read("terrarium.lock")).isEqualTo(before);
        try (var files = Files.list(world.project())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "main.py", "requirements.txt", "terrarium.toml", "terrarium.lock", "debian.asc");
        }
    }

    @Test
    void lockedAndFrozenAreTheSameImage(World world) {
        world.requires(WheelRecipe.of("greeting", "1.0"));
        String plain = Ran.well(world, "build").out();
        assertThat(Ran.well(world, "build", "--locked").out()).isEqualTo(plain);
        assertThat(Ran.well(world, "build", "--frozen").out()).isEqualTo(plain);
    }

    @Test
    void anEmptyStoreNeedsNoIndexOfTheArchive(World world) {
        world.requires(WheelRecipe.of("greeting", "1.0"));
        String digest = Ran.well(world, "build").out();
        int asked = world.archive().asked().size();
        assertThat(world.debianIndexesAsked()).isNotEmpty();

        world.forget();
        assertThat(Ran.well(world, "build", "--locked").out()).isEqualTo(digest);
        assertThat(world.archive().asked().stream().skip(asked))
                .hasSize(9)
                .allMatch(path -> path.startsWith("pool/main/") && path.endsWith(".deb"));
    }

    @Test
    void bothOptionsAtOnceAreAMistake(World world) {
        Ran ran = Ran.in(world, "build", "--locked", "--frozen");
        assertThat(ran.exit().number()).isEqualTo(2);
        assertThat(ran.problems().getFirst()).isEqualTo("error: `--locked` and `--frozen` exclude each other");
    }

    @Test
    void aLockOfALaterVersionIsRefused(World world) {
        Ran.well(world, "lock");
        world.write("terrarium.lock", world.read("terrarium.lock").replace("version = 1\n", "version = 2\n"));
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: this is version 2 of terrarium.lock, and only version 1 is known",
                        "hint: use the version of terrarium that wrote it, or remove the file and lock again");
    }

    @Test
    void anUnknownFeatureOfALockIsRefused(World world) {
        Ran.well(world, "lock");
        world.write(
                "terrarium.lock", world.read("terrarium.lock").replace("requires = []", "requires = [\"base-image\"]"));
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: the lock needs `base-image`, which this version of terrarium does not know",
                        "hint: use the version of terrarium that wrote it, or a newer one");
    }
}
