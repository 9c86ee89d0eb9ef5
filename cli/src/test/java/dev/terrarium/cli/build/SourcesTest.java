package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.PackageIndexServer;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where bytes come from: sources, mirrors, links, and nowhere. */
@ExtendWith(Worlds.class)
class SourcesTest {
    private static final WheelRecipe GREETING = WheelRecipe.of("greeting", "1.0");

    @Test
    void offlineNeedsOnlyTheStore(World world) {
        world.requires(GREETING);
        String first = Ran.well(world, "build").out();
        int archive = world.archive().asked().size();
        int index = world.index().requests().size();
        assertThat(Ran.well(world, "build", "--offline").out()).isEqualTo(first);
        assertThat(Ran.well(world, "build", "--offline", "--locked").out()).isEqualTo(first);
        assertThat(world.archive().asked()).hasSize(archive);
        assertThat(world.index().requests()).hasSize(index);
    }

    @Test
    void offlineWithAnEmptyStoreNamesEverythingThatIsMissing(World world) {
        world.requires(GREETING, WheelRecipe.of("parting", "1.0"));
        Ran.well(world, "build");
        Ran ran = Ran.in(world.forget(), "build", "--offline");
        assertThat(ran.exit().number()).isEqualTo(4);
        assertThat(ran.problems())
                .containsExactly(
                        "error: `http://loopback/simple/greeting/` is not in the store, and --offline forbids to fetch it",
                        "hint: run the same command once without --offline",
                        "error: `http://loopback/simple/parting/` is not in the store, and --offline forbids to fetch it",
                        "hint: run the same command once without --offline");

        world.write("requirements.txt", "");
        List<String> packages = Ran.in(world, "build", "--offline").said("error: ");
        assertThat(packages)
                .hasSize(9)
                .allMatch(line -> line.endsWith(".deb` is not in the store, and --offline forbids to fetch it"));
    }

    @Test
    void theCommandLineNamesAnArchiveForOneBuild(World world) {
        String address = world.archive().address().toString();
        world.configure("security = false");
        world.write("terrarium.toml", world.read("terrarium.toml").replaceAll("debian(-security)? = .*\n", ""));
        Ran.well(world, "build", "--source", "debian=" + address);
        assertThat(world.read("terrarium.lock")).doesNotContain(address);
    }

    @Test
    void withoutAnyArchiveTheLinesToWriteAreTold(World world) {
        world.write("terrarium.toml", "");
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: no Debian source is configured, and this host's apt has none",
                        "hint: write under [tool.terrarium.sources]: debian = \"https://<mirror>/debian\"",
                        "hint: and: debian-security = \"https://<mirror>/debian-security\"");
    }

    @Test
    void pagesOfLinksAreHonoured(World world) {
        world.requires(GREETING);
        world.configure("");
        world.write(
                "terrarium.toml",
                world.read("terrarium.toml")
                        .replaceFirst(
                                "python = .*\n",
                                "python = [\"find-links:" + world.index().flat() + "\"]\n"));
        Ran.well(world, "build");
        assertThat(world.index().requests()).contains("/flat/").doesNotContain("/simple/greeting/");
    }

    @Test
    void aFolderBesideTheRequirementsIsAPlaceForWheels(World world) throws IOException {
        world.requires(GREETING);
        GREETING.writeTo(Files.createDirectories(world.project().resolve("wheels")));
        world.write("terrarium.toml", world.read("terrarium.toml").replaceFirst("python = .*\n", ""));
        world.write("requirements.txt", "--no-index\n--find-links wheels\n" + world.read("requirements.txt"));
        Ran.well(world, "build");
        assertThat(world.index().requests()).isEmpty();
    }

    @Test
    void addressesOfTheLockAreMappedToMirrors(World world) {
        try (var mirror = PackageIndexServer.start(PackageIndexServer.Options.JSON)) {
            mirror.add(GREETING);
            world.write(
                    "requirements.txt",
                    "greeting @ https://files.example/files/" + GREETING.filename() + " --hash=sha256:"
                            + GREETING.digest().hex() + "\n");
            world.configure(
                    "",
                    "[[mirror]]",
                    "from = \"https://files.example/\"",
                    "to = \"" + mirror.fileUri("x").resolve("/") + "\"");
            Ran.well(world, "build");
            assertThat(mirror.requests()).containsExactly("/files/" + GREETING.filename());
        }
    }

    @Test
    void whatNoIndexHasIsToldAtOnce(World world) {
        world.requires(GREETING, WheelRecipe.of("parting", "2.0").withTags("cp313-cp313-win_amd64"));
        world.write(
                "requirements.txt",
                world.read("requirements.txt") + "absent==1.0 --hash=sha256:" + "0".repeat(64) + "\nmissing==2.0"
                        + " --hash=sha256:" + "1".repeat(64) + "\n");
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(4);
        assertThat(ran.problems())
                .containsExactly(
                        "error: no file of `absent 1.0` with a locked hash was found at `http://loopback/simple/`",
                        "hint: lock again, or name the index that has it in [tool.terrarium.sources]",
                        "error: no file of `missing 2.0` with a locked hash was found at `http://loopback/simple/`",
                        "hint: lock again, or name the index that has it in [tool.terrarium.sources]");
    }

    @Test
    void wheelsForOtherMachinesAreToldAtOnce(World world) {
        world.requires(
                WheelRecipe.of("arm", "1.0").withTags("cp313-cp313-manylinux_2_28_aarch64"),
                WheelRecipe.of("new", "1.0").withTags("cp313-cp313-manylinux_2_99_x86_64"),
                WheelRecipe.of("old", "1.0").withTags("cp39-cp39-manylinux_2_17_x86_64"));
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: `arm 1.0` has no wheel for CPython 3.13 on linux/amd64 with glibc 2.41: "
                                + "`arm-1.0-cp313-cp313-manylinux_2_28_aarch64.whl` is for another platform (manylinux_2_28_aarch64)",
                        "hint: lock a release of `arm` that has wheels for this platform, or leave it out by a marker",
                        "error: `new 1.0` has no wheel for CPython 3.13 on linux/amd64 with glibc 2.41: "
                                + "`new-1.0-cp313-cp313-manylinux_2_99_x86_64.whl` needs glibc 2.99, the image has 2.41",
                        "hint: choose an `os` with a newer glibc, or lock another release of `new`",
                        "error: `old 1.0` has no wheel for CPython 3.13 on linux/amd64 with glibc 2.41: "
                                + "`old-1.0-cp39-cp39-manylinux_2_17_x86_64.whl` is for another Python (cp39-cp39)",
                        "hint: choose another Python with --python, or lock another release of `old`");
    }
}
