package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.debian.DebWriter;
import dev.terrarium.testkit.world.TinyStandalone;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A CPython out of an archive, from its digest in the configuration to an image. */
@ExtendWith(Worlds.class)
class StandaloneInterpreterTest {
    private static final String SYSCONFIG = "lib/python3.13/_sysconfigdata__linux_x86_64-linux-gnu.py";

    private static World with(World world, byte[] archive) throws IOException {
        Files.write(world.project().resolve("python.tar.gz"), archive);
        return world.write(".gitignore", "python.tar.gz\n")
                .configure(TinyStandalone.configuration("python.tar.gz", archive));
    }

    @Test
    void anArchiveOfTheProjectMakesAnImageAgainAndAgain(World world) throws IOException {
        byte[] archive = TinyStandalone.usual().gzip();
        with(world, archive).requires(WheelRecipe.of("greeting", "1.0"));
        String image = Ran.well(world, "build").out();
        assertThat(world.read("terrarium.lock"))
                .contains("requires = [\"interpreter\"]", "interpreter = \"sha256:")
                .contains("provider = \"archive\"", "version = \"" + TinyStandalone.VERSION + "\"")
                .contains("archive = \"python.tar.gz\"")
                .doesNotContain("name = \"python3.13-minimal\"", world.project().toString());
        assertThat(Ran.well(world, "build", "--locked").out()).isEqualTo(image);
        assertThat(Ran.well(world.forget(), "build", "--frozen").out()).isEqualTo(image);
        assertThat(Ran.well(world, "plan").out()).contains("cpython " + TinyStandalone.VERSION);
    }

    @Test
    void anAddressAndZstdDoAsWell(World world) throws IOException {
        byte[] archive = DebWriter.zstd(TinyStandalone.usual().tar());
        world.archive().replace("python.tar.zst", archive);
        world.configure(TinyStandalone.configuration(world.archive().address() + "python.tar.zst", archive));
        Ran.well(world, "build");
        assertThat(world.read("terrarium.lock"))
                .contains("archive = \"python.tar.zst\"")
                .doesNotContain("127.0.0.1");
    }

    @Test
    void theLockGoesBackToTheDistributionsWhenTheTableGoes(World world) throws IOException {
        String before = Ran.well(world, "build").out();
        String lock = world.read("terrarium.lock");
        with(world, TinyStandalone.usual().gzip());
        assertThat(Ran.in(world, "build", "--locked").exit().number()).isEqualTo(3);
        Ran.well(world, "build");
        Files.delete(world.project().resolve("python.tar.gz"));
        Files.delete(world.project().resolve(".gitignore"));
        world.configure("");
        assertThat(Ran.well(world, "build").out()).isEqualTo(before);
        assertThat(world.read("terrarium.lock")).isEqualTo(lock);
    }

    @Test
    void otherBytesAreRefused(World world) throws IOException {
        with(world, TinyStandalone.usual().gzip());
        Files.write(
                world.project().resolve("python.tar.gz"),
                TinyStandalone.usual().with("x", "y").gzip());
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(5);
        assertThat(ran.problems().getFirst()).contains("`python.tar.gz`", "is not what the lock names");
    }

    @Test
    void anArchiveThatIsNotThereIsToldByItsKey(World world) throws IOException {
        with(world, TinyStandalone.usual().gzip());
        Files.delete(world.project().resolve("python.tar.gz"));
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(4);
        assertThat(ran.problems())
                .containsExactly(
                        "error: `python.tar.gz` is not where `interpreter.archive` says",
                        "hint: check the path or the address in [tool.terrarium]");
    }

    static Stream<Arguments> unusable() {
        TinyStandalone usual = TinyStandalone.usual();
        return Stream.of(
                Arguments.of(
                        usual.without("bin/python3.13"),
                        "has no `bin/python3.X` with a `lib/python3.X/os.py` beside it"),
                Arguments.of(
                        usual.without("lib/python3.13/os.py"),
                        "has no `bin/python3.X` with a `lib/python3.X/os.py` beside it"),
                Arguments.of(usual.with("bin/python3.12", "x").with("lib/python3.12/os.py", ""), "has 2 interpreters"),
                Arguments.of(
                        usual.without("include/python3.13/patchlevel.h"),
                        "does not say which version it is: it has neither `build-details.json` nor `patchlevel.h`"),
                Arguments.of(
                        usual.with("include/python3.13/patchlevel.h", "#define PY_VERSION \"3.13.0rc1\""),
                        "cannot be used: not the version of a CPython: `3.13.0rc1`"),
                Arguments.of(
                        usual.with("include/python3.13/patchlevel.h", "#define PY_VERSION \"3.12.1\""),
                        "is for another system: its extension modules end in `.cpython-313-x86_64-linux-gnu.so`, and those of"
                                + " linux/amd64 in `.cpython-312-x86_64-linux-gnu.so`"),
                Arguments.of(usual.without(SYSCONFIG), "has no `_sysconfigdata`, which says how it was built"),
                Arguments.of(
                        usual.with(SYSCONFIG, "{'EXT_SUFFIX': '.cpython-313-x86_64-linux-musl.so'}"),
                        "is for another system: its extension modules end in `.cpython-313-x86_64-linux-musl.so`, and those of"
                                + " linux/amd64 in `.cpython-313-x86_64-linux-gnu.so`"),
                Arguments.of(usual.with(SYSCONFIG, "{'Py_GIL_DISABLED': 1}"), "is a free-threaded build"),
                Arguments.of(usual.with(SYSCONFIG, "{'Py_DEBUG': 1}"), "is a debug build"),
                Arguments.of(usual.with("bin/python3.13", "#!/bin/sh"), "has a `bin/python3.13` that is no program"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("unusable")
    void whatNoImageCanBeMadeWithIsRefused(TinyStandalone archive, String why, World world) throws IOException {
        Ran ran = Ran.in(with(world, archive.gzip()), "plan");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: the archive of `interpreter.archive` " + why,
                        "hint: take an archive `install_only` of a standalone build for this platform, with glibc");
    }

    static Stream<Arguments> unsound() {
        return Stream.of(
                Arguments.of(new byte[0], "it is packed neither by gzip nor by zstd"),
                Arguments.of(
                        "no archive".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "it is packed neither by gzip nor by zstd"),
                Arguments.of(new byte[] {0x1f, (byte) 0x8b, 8, 0}, "the gzip stream ends in the middle"),
                Arguments.of(
                        TinyStandalone.usual().with("../../outside", "x").gzip(),
                        "the tar entry `python/../../outside` has an unsafe name"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("unsound")
    void hostileBytesAreRefusedWhoeverNamedThem(byte[] archive, String why, World world) throws IOException {
        Ran ran = Ran.in(with(world, archive), "plan");
        assertThat(ran.exit().number()).isEqualTo(5);
        assertThat(ran.problems().getFirst())
                .isEqualTo("error: the archive of `interpreter.archive` is not sound: " + why);
    }

    @Test
    void anotherVersionThanAskedForIsRefused(World world) throws IOException {
        with(world, TinyStandalone.usual().gzip());
        world.write("terrarium.toml", world.read("terrarium.toml").replace("\"3.13\"", "\"3.12\""));
        assertThat(Ran.in(world, "plan").problems().getFirst())
                .isEqualTo(
                        "error: the archive of `interpreter.archive` holds CPython 3.13.7, and the project asks for 3.12");
    }
}
