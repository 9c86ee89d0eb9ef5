package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.oci.Digest;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.debian.TestSuite;
import dev.terrarium.testkit.world.TinyDebian;
import dev.terrarium.testkit.world.TinyUbuntu;
import dev.terrarium.testkit.world.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Systems by name, from signed indexes to an image, and what is kept of them. */
@ExtendWith(Worlds.class)
class SuitesTest {
    private static final String TZDATA = "pool/main/t/tzdata/tzdata_2026a-0+deb13u1_all.deb";

    private static Deb[] ubuntu(String python) {
        return TinyUbuntu.debs(python).toArray(Deb[]::new);
    }

    private static Deb[] debian(String python) {
        return TinyDebian.debs().stream()
                .map(deb -> TinyUbuntu.renamed(deb, python))
                .toArray(Deb[]::new);
    }

    private static World onUbuntu(World world, String suite, String python) {
        world.archive().publishUbuntu(TestSuite.ofUbuntu(suite, world.now()).with(ubuntu(python)));
        String sources = world.sources().replace("debian", "ubuntu").replace("ubuntu.asc", "debian.asc");
        return world.write(
                "terrarium.toml",
                "os = \"ubuntu:" + suite + "\"\n" + sources.replaceFirst("ubuntu-security = .*\n", ""));
    }

    @ParameterizedTest
    @CsvSource({"noble, 3.12", "jammy, 3.10", "resolute, 3.14"})
    void ubuntuByNameBuildsFromZstdPackagesOfTwoComponents(String suite, String python, World world) {
        Ran ran = Ran.well(onUbuntu(world, suite, python), "build", "--json");
        assertThat(ran.err()).doesNotContain("warning");
        assertThat(world.read("terrarium.lock"))
                .contains("os = \"ubuntu:" + suite + "\"", "origin = \"Ubuntu\"", "name = \"" + suite + "-security\"")
                .contains("provider = \"ubuntu\"", "version = \"" + python + ".3\"")
                .doesNotContain("127.0.0.1");
        assertThat(world.debianIndexesAsked())
                .anyMatch(path -> path.startsWith("dists/" + suite + "/universe/binary-amd64/by-hash/"));
        assertThat(Ran.well(world.forget(), "build", "--locked", "--json").out())
                .contains(digest(ran.out()));
    }

    private static String digest(String json) {
        return json.replaceAll("(?s).*?\"digest\": ?\"(sha256:[0-9a-f]{64})\".*", "$1");
    }

    @Test
    void aPocketOfUbuntuIsNotTakenForTheSuiteItself(World world) {
        onUbuntu(world, "noble", "3.12");
        world.archive().replace("dists/noble/InRelease", world.archive().file("dists/noble-updates/InRelease"));
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(5);
        assertThat(ran.problems())
                .containsExactly(
                        "error: `http://loopback/dists/noble/InRelease` is the Release file of `noble-updates`, not of `noble`",
                        "hint: check that nothing on the way changes the archive's files");
    }

    @Test
    void withoutASourceOfUbuntuTheLineToWriteIsTold(World world) {
        Ran ran = Ran.in(world.configure("os = \"ubuntu:noble\""), "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: no Ubuntu source is configured, and this host's apt has none",
                        "hint: write under [tool.terrarium.sources]: ubuntu = \"https://<mirror>/ubuntu\"");
    }

    @Test
    void sidHasNoSuitesBesideIt(World world) {
        world.archive().publish(TestSuite.of("sid", world.now()).with(debian("3.14")));
        Ran.well(world.configure("os = \"debian:sid\""), "build");
        assertThat(world.debianIndexesAsked())
                .contains("dists/sid/InRelease")
                .noneMatch(path -> path.startsWith("dists/sid-"));
    }

    @ParameterizedTest
    @CsvSource({"3.13", "3.15"})
    void ofASuiteThatMovesAnyPythonIsTakenThatIsNamed(String python, World world) {
        world.archive().publishRelease(TestSuite.of("forky", world.now()).with(debian(python)));
        Ran.well(world.configure("os = \"debian:forky\"\npython = \"" + python + "\""), "build");
        assertThat(world.read("terrarium.lock")).contains("os = \"debian:forky\"", "python = \"" + python + "\"");
    }

    @Test
    void aPythonThatAReleaseDoesNotHaveIsRefusedWithOtherWays(World world) {
        Ran ran = Ran.in(world.configure("os = \"ubuntu:noble\"\npython = \"3.13\""), "plan");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems().getFirst())
                .isEqualTo(
                        "error: no suite has a CPython that fits `os = \"ubuntu:noble\", python 3.13, requires-python"
                                + " unset`: `ubuntu:noble` has 3.12");
        assertThat(ran.problems().getLast())
                .isEqualTo("hint: or take CPython from a repository or an archive: [tool.terrarium.interpreter]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jammy | 3.10 | 2026-11-01T00:00:00Z | CPython 3.10 is mended by nobody upstream since 2026-10-31; `ubuntu:jammy` mends its own until 2027-06-01
            jammy | 3.10 | 2027-06-02T00:00:00Z | `ubuntu:jammy` has no security updates since 2027-06-01: move to a newer `os`
            """)
    void theEndOfLifeIsToldAtPlanAndAtBuild(String suite, String python, Instant day, String sentence, World world) {
        world.later(Duration.between(world.now(), day));
        onUbuntu(world, suite, python);
        assertThat(Ran.well(world, "build").err()).contains("warning: " + sentence);
        Ran plan = Ran.well(world, "plan", "--json");
        assertThat(plan.err()).contains("warning: " + sentence);
        assertThat(plan.out()).contains(sentence);
    }

    @Test
    void whatTheArchiveDroppedIsBuiltFromAServiceThatKeepsItByTime(World world) {
        String image = Ran.well(world, "build").out();
        byte[] kept = dropped(world);
        world.archive().replace("at/debian/20260601T000000Z/" + TZDATA, kept);
        snapshots(world, "at/{archive}/{timestamp}/");
        assertThat(Ran.well(world.forget(), "build", "--locked").out()).isEqualTo(image);
        assertThat(world.read("terrarium.lock")).doesNotContain("127.0.0.1");
    }

    @Test
    void orByDigest(World world) {
        String image = Ran.well(world, "build").out();
        byte[] kept = dropped(world);
        world.archive().replace("by-hash/" + Digest.ofBytes(kept).hex(), kept);
        snapshots(world, "by-hash/{sha256}");
        assertThat(Ran.well(world.forget(), "build", "--frozen").out()).isEqualTo(image);
    }

    @Test
    void otherBytesOfASnapshotAreRefusedAndMissingOnesNameTheKey(World world) {
        Ran.well(world, "build");
        byte[] kept = dropped(world);
        snapshots(world, "by-hash/{sha256}");
        assertThat(Ran.in(world.forget(), "build").problems())
                .containsExactly(
                        "error: no configured archive of trixie has `" + TZDATA + "` any more",
                        "hint: run `terrarium lock --update` to move on to the packages of today",
                        "hint: check the address in sources.debian-snapshot: it was asked, and does not have it");
        world.archive().replace("by-hash/" + Digest.ofBytes(kept).hex(), "other bytes");
        assertThat(Ran.in(world, "build").exit().number()).isEqualTo(5);
    }

    private static byte[] dropped(World world) {
        byte[] kept = world.archive().file(TZDATA);
        world.archive().remove(TZDATA);
        return kept;
    }

    private static void snapshots(World world, String template) {
        String lines = world.read("terrarium.toml");
        world.write(
                "terrarium.toml",
                lines.replace(
                        "[sources]",
                        "[sources]\ndebian-snapshot = \"" + world.archive().address() + template + "\""));
    }
}
