package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.oci.Platform;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.world.TinyDebian;
import dev.terrarium.testkit.world.World;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Images for a platform that this machine is not: without emulation, and the same ones that a machine of that platform makes. */
@ExtendWith(Worlds.class)
class PlatformsTest {
    private static final String BOTH = "platforms = [\"linux/amd64\", \"linux/arm64\"]";

    private static World twoPlatforms(World world) {
        return world.withArm64().publish(world.now());
    }

    @Test
    void anImageForArm64IsMadeOnAmd64WithoutRunningAnythingOfArm64(World world) {
        Deb unusable = Deb.of("python3.13-minimal", TinyDebian.PYTHON)
                .forArchitecture("arm64")
                .with("Source", "python3.13")
                .with("Depends", "libpython3.13-minimal (= " + TinyDebian.PYTHON + "), libc6 (>= 2.38)")
                .withFile("usr/bin/python3.13", "a program that does not run here", 0755);
        world.withArm64().publish(world.now(), unusable).requires(WheelRecipe.of("greeting", "1.0"));
        Ran.well(world, "build", "--platform", "linux/arm64");
        assertThat(Ran.well(world, "inspect", "store:project:0").out()).contains("linux/arm64");
    }

    @Test
    void theLockPinsTheInterpreterThatCompiles(World world) {
        twoPlatforms(world);
        Ran.well(world, "build", "--platform", "arm64");
        assertThat(world.read("terrarium.lock"))
                .contains("platforms = [\"linux/arm64\"]\nbuilders = [\"linux/amd64\"]\n")
                .contains("python3.13-minimal_3.13.5-2_amd64.deb")
                .doesNotContain("dash");
        world.forget();
        Ran locked = Ran.well(world, "build", "--platform", "arm64", "--locked");
        assertThat(locked.err()).doesNotContain("InRelease");
    }

    @Test
    void eitherMachineMakesTheSameIndex(World world) {
        twoPlatforms(world).requires(WheelRecipe.of("greeting", "1.0")).configure(BOTH);
        String onAmd64 = Ran.well(world, "build").out();
        world.forget().onHost(Platform.ARM64);
        assertThat(Ran.well(world, "build", "--locked").out()).isEqualTo(onAmd64);
    }

    @Test
    void oneOfTwoPlatformsIsTheSameImageAsInTheIndex(World world) {
        twoPlatforms(world).requires(WheelRecipe.of("greeting", "1.0")).configure(BOTH);
        Ran.well(world, "build", "--output", "oci:out");
        String index = Ran.well(world, "inspect", "oci:out").out();
        for (String platform : List.of("amd64", "arm64")) {
            String line = Ran.well(world, "build", "--platform", platform, "--locked", "--output", "oci:" + platform)
                    .out();
            assertThat(index).contains(line.strip().substring(line.strip().length() - 64));
        }
    }

    @Test
    void pureFragmentsAreMadeOnceForBothAndCompiledOnesByTag(World world) {
        WheelRecipe pure = WheelRecipe.of("greeting", "1.0");
        WheelRecipe amd64 = WheelRecipe.of("fast", "2.0").withTags("cp313-cp313-manylinux_2_17_x86_64");
        WheelRecipe arm64 = WheelRecipe.of("fast", "2.0")
                .withTags("cp313-cp313-manylinux_2_17_aarch64")
                .withFile("fast/of_arm64.py", "");
        twoPlatforms(world).index().add(pure, amd64, arm64);
        world.write(
                "requirements.txt",
                "greeting==1.0 --hash=sha256:" + pure.digest().hex() + "\nfast==2.0 --hash=sha256:"
                        + amd64.digest().hex() + " --hash=sha256:"
                        + arm64.digest().hex() + "\n");
        Ran.well(world, "build", "--platform", "amd64");
        String plan = Ran.well(world, "plan", "--platform", "amd64,arm64").out();
        assertThat(parts(plan, "greeting 1.0")).containsExactly("      greeting 1.0", "      greeting 1.0");
        assertThat(parts(plan, "fast 2.0")).containsExactly("      fast 2.0", "    + fast 2.0");
        assertThat(parts(plan, "project 0")).containsExactly("      project 0", "      project 0");
    }

    /** The lines of a fragment, without the sizes that they end with. */
    private static Stream<String> parts(String plan, String name) {
        return plan.lines()
                .map(line -> line.replaceFirst("  [0-9][0-9.]* k?B$", ""))
                .filter(line -> line.endsWith(" " + name));
    }

    @Test
    void aPlatformThatOneBuildAskedForStaysInTheLockUntilLockIsRun(World world) {
        twoPlatforms(world).configure("platforms = [\"linux/amd64\"]");
        Ran.well(world, "build", "--platform", "amd64,arm64");
        Ran.well(world, "build", "--locked");
        assertThat(world.read("terrarium.lock")).contains("platforms = [\"linux/amd64\", \"linux/arm64\"]");
        Ran.well(world, "lock");
        assertThat(world.read("terrarium.lock")).contains("platforms = [\"linux/amd64\"]");
    }

    @Test
    void aMachineOfAnotherPlatformAddsItselfToTheLockOfAProjectThatNamesNone(World world) {
        twoPlatforms(world);
        Ran.well(world, "build");
        world.onHost(Platform.ARM64);
        Ran.well(world, "build");
        Ran.well(world, "lock");
        assertThat(world.read("terrarium.lock")).contains("platforms = [\"linux/amd64\", \"linux/arm64\"]");
    }

    @Test
    void aLockThatMayNotChangeIsRefusedByWhatItLacks(World world) {
        twoPlatforms(world);
        Ran.well(world, "build");
        assertThat(Ran.in(world, "build", "--platform", "arm64", "--locked").problems())
                .containsExactly(
                        "error: terrarium.lock has no packages for linux/arm64",
                        "hint: name it in `platforms`, run `terrarium lock` and commit the file");
        world.configure("platforms = [\"linux/amd64\"]").onHost(Platform.ARM64);
        assertThat(Ran.in(world, "build", "--frozen").problems())
                .containsExactly(
                        "error: terrarium.lock has no CPython for linux/arm64, which compiles what runs on linux/amd64",
                        "hint: run `terrarium build --platform amd64` on this machine and commit the file");
    }

    @Test
    void anInterpreterOfAnotherReleaseDoesNotCompile(World world) {
        twoPlatforms(world);
        Ran.well(world, "build");
        String later = "3.13.7-1";
        world.publish(
                world.now(),
                TinyDebian.debs(Platform.ARM64).stream()
                        .filter(deb -> deb.name().contains("python3.13"))
                        .map(deb ->
                                new Deb(deb.name(), later, "arm64", deb.fields(), deb.files()).with("Depends", "libc6"))
                        .toArray(Deb[]::new));
        assertThat(Ran.in(world, "build", "--platform", "arm64").problems())
                .containsExactly(
                        "error: CPython for linux/arm64 is 3.13.7-1, and the one for linux/amd64 that would compile for it"
                                + " is 3.13.5-2",
                        "hint: run `terrarium lock --update libpython3.13-minimal libpython3.13-stdlib"
                                + " python3.13-minimal`");
    }

    @Test
    void aCompiledBuildBackEndIsLockedForEveryMachineThatBuilds(World world) {
        twoPlatforms(world)
                .index()
                .add(
                        WheelRecipe.of("uv_build", "0.8.1").withTags("py3-none-manylinux_2_17_x86_64"),
                        WheelRecipe.of("uv_build", "0.8.1").withTags("py3-none-manylinux_2_17_aarch64"));
        world.write("pyproject.toml", """
                [project]
                name = "shop"
                version = "1.0"
                dependencies = []
                [build-system]
                requires = ["uv_build>=0.8,<0.9"]
                build-backend = "uv_build"
                """).configure("platforms = [\"linux/arm64\"]");
        Ran.well(world, "lock");
        assertThat(world.read("terrarium.lock"))
                .contains("uv_build-0.8.1-py3-none-manylinux_2_17_x86_64.whl")
                .contains("uv_build-0.8.1-py3-none-manylinux_2_17_aarch64.whl");
    }
}
