package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.debian.DebianArchiveServer;
import dev.terrarium.testkit.debian.TestSuite;
import dev.terrarium.testkit.world.TinyDebian;
import dev.terrarium.testkit.world.TinyUbuntu;
import dev.terrarium.testkit.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories of others beside the distribution's archive: interpreters and any packages. */
@ExtendWith(Worlds.class)
class RepositoriesTest {
    private final DebianArchiveServer snakes = DebianArchiveServer.start(World.BEGINNING);

    @AfterEach
    void close() {
        snakes.close();
    }

    private static Deb[] pythons(String minor) {
        return TinyDebian.debs().stream()
                .filter(deb -> deb.name().contains("python"))
                .map(deb -> TinyUbuntu.renamed(deb, minor))
                .toArray(Deb[]::new);
    }

    /** The loader that stands in for any program answers as that CPython does. */
    private static Deb loader(String minor) {
        return TinyDebian.debs().stream()
                .filter(deb -> deb.name().equals("libc6"))
                .map(deb -> TinyUbuntu.renamed(deb, minor))
                .findFirst()
                .orElseThrow();
    }

    private World configured(World world, String lines, String more) {
        world.write("snakes.asc", snakes.key().armoredKeyring());
        return world.write(
                "terrarium.toml",
                lines
                        + world.sources().replaceFirst("debian = .*\n", "")
                        + """
                        [[sources.debian]]
                        name = "main"
                        url = "%s"
                        key = ["debian.asc", "%s"]
                        [[sources.debian]]
                        name = "snakes"
                        url = "%s"
                        suite = "stable"
                        key = "snakes.asc"
                        """.formatted(
                                world.archive().address(), world.archive().key().fingerprint(), snakes.address())
                        + more);
    }

    @ParameterizedTest
    @ValueSource(strings = {".xz", ".gz", ""})
    void anInterpreterComesFromARepository(String packing, World world) {
        snakes.publish(
                TestSuite.ofRepository("stable", World.BEGINNING, packing).with(pythons("3.12")));
        world.publish(world.now(), loader("3.12"));
        configured(world, "python = \"3.12\"\ninterpreter = { source = \"snakes\" }\n", "");
        String image = Ran.well(world, "build").out();
        assertThat(world.read("terrarium.lock"))
                .contains("name = \"snakes/stable\"", "suite = \"snakes/stable\"", "provider = \"snakes\"")
                .contains("version = \"3.12.3\"")
                .doesNotContain("127.0.0.1", "http");
        snakes.remove("dists/stable/InRelease");
        assertThat(Ran.well(world.forget(), "build", "--locked").out()).isEqualTo(image);
    }

    @Test
    void whatTheDistributionHasIsReplacedOnlyWhenThatIsWritten(World world) {
        snakes.publish(TestSuite.ofRepository("stable", World.BEGINNING, ".xz")
                .with(Deb.of("libc6", "99"), Deb.of("hello", "3").with("Depends", "libc6"), Deb.of("netbase", "7")));
        configured(world, "packages = [\"hello\"]\n", "replaces = [\"netbase\"]\n");
        Ran.well(world, "lock");
        assertThat(world.read("terrarium.lock"))
                .contains("name = \"hello\"\nversion = \"3\"")
                .contains("name = \"libc6\"\nversion = \"" + TinyDebian.LIBC + "\"")
                .contains("name = \"netbase\"\nversion = \"7\"");
    }

    @Test
    void aRepositoryThatSomebodyElseSignsIsRefused(World world) {
        snakes.publish(TestSuite.ofRepository("stable", World.BEGINNING, ".xz"));
        configured(world, "", "");
        world.write("snakes.asc", world.archive().key().armoredKeyring());
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(5);
        assertThat(ran.problems().getFirst())
                .startsWith("error: nobody we trust vouches for `http://loopback/dists/stable/InRelease`: ");
    }

    @Test
    void anotherSuiteInItsPlaceIsRefused(World world) {
        snakes.publish(TestSuite.ofRepository("stable", World.BEGINNING, ".xz"));
        snakes.publish(TestSuite.ofRepository("old", World.BEGINNING, ".xz"));
        snakes.replace("dists/stable/InRelease", snakes.file("dists/old/InRelease"));
        Ran ran = Ran.in(configured(world, "", ""), "build");
        assertThat(ran.problems().getFirst())
                .isEqualTo(
                        "error: `http://loopback/dists/stable/InRelease` is the Release file of `old`, not of `stable`");
    }

    @Test
    void aSuiteThatIsNotThereIsToldWithTheTable(World world) {
        Ran ran = Ran.in(configured(world, "", ""), "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: no configured source has the suite `snakes/stable`: asked `http://loopback/`",
                        "hint: check the name of the suite",
                        "hint: check the `url` of `snakes` in [[tool.terrarium.sources.debian]]");
    }

    @Test
    void aKeyThatIsNotThereIsToldBeforeAnybodyIsAsked(World world) throws Exception {
        configured(world, "", "");
        java.nio.file.Files.delete(world.project().resolve("snakes.asc"));
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems().getFirst())
                .isEqualTo("error: `" + world.project().resolve("snakes.asc")
                        + "`, the key of `snakes`, is not there, or is no OpenPGP keyring");
        assertThat(snakes.asked()).isEmpty();
    }

    @Test
    void withoutAVersionNobodyKnowsWhichInterpreterIsMeant(World world) {
        Ran ran = Ran.in(configured(world, "interpreter = { source = \"snakes\" }\n", ""), "plan");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: [tool.terrarium.interpreter] says where CPython comes from, and nothing says which version"
                                + " it is",
                        "hint: write it below [tool.terrarium], like python = \"3.13\", or into `.python-version`");
    }

    @Test
    void aPackageThatARepositoryDroppedIsToldWithItsName(World world) {
        snakes.publish(TestSuite.ofRepository("stable", World.BEGINNING, ".xz").with(Deb.of("hello", "3")));
        configured(world, "packages = [\"hello\"]\n", "");
        Ran.well(world, "lock");
        snakes.remove("pool/main/h/hello/hello_3_amd64.deb");
        assertThat(Ran.in(world.forget(), "build").problems())
                .containsExactly(
                        "error: no configured archive of snakes/stable has `pool/main/h/hello/hello_3_amd64.deb` any more",
                        "hint: run `terrarium lock --update` to move on to the packages of today",
                        "hint: or name a mirror that keeps old packages in [[tool.terrarium.mirror]]");
    }
}
