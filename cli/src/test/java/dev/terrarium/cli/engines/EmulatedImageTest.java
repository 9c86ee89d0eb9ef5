package dev.terrarium.cli.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrarium.testkit.LiveIndex;
import dev.terrarium.testkit.engine.LocalPort;
import dev.terrarium.testkit.engine.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The image for arm64 that an amd64 machine makes, under emulation: it serves, and its own interpreter would have written the same
 * bytecode.
 *
 * <p>In a changed root and not in a container: engines start a foreign program only where the kernel was told how, and no test changes
 * that. For the same reason the launcher's last step, to become another program, is taken here.
 */
@Tag("campaign")
@LiveIndex
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmulatedImageTest {
    private static final Tool EMULATOR = new Tool("qemu-aarch64-static");
    private static final String PYTHON = "/opt/app/venv/bin/python";

    /** Compiles what each package of the environment has, as one chunk, and counts what is as it lies there. */
    private static final String COMPILE_AGAIN = """
            import glob, os, pathlib, sys
            os.chdir("/tmp")
            same = 0
            for package in sys.argv[2:]:
                paths = sorted(glob.glob("/opt/app/venv/lib/python3.13/site-packages/" + package + "/**/*.py", recursive=True))
                frames = b""
                for path in paths:
                    source = pathlib.Path(path).read_bytes()
                    for field in (path.encode(), source):
                        frames += len(field).to_bytes(4, "big") + field
                pathlib.Path("/tmp/in").write_bytes(frames)
                sys.argv[1:] = ["/tmp/in", "/tmp/out"]
                exec(compile(pathlib.Path("/tmp/compile.py").read_text(), "compile.py", "exec"), {"__name__": "__main__"})
                data, at = pathlib.Path("/tmp/out").read_bytes(), 0
                for path in paths:
                    length = int.from_bytes(data[at + 1:at + 5], "big")
                    there = pathlib.Path(path).parent / "__pycache__" / (pathlib.Path(path).stem + ".cpython-313.pyc")
                    assert data[at] == 0 and data[at + 5:at + 5 + length] == there.read_bytes(), path
                    at += 5 + length
                    same += 1
            print(same)
            """;

    private final Installed terrarium = Installed.somewhere();
    private Path root = Path.of("");

    @BeforeAll
    void makeTheImage() throws IOException {
        for (String tool : List.of("skopeo", "umoci", "chroot", EMULATOR.program())) {
            assumeTrue(new Tool(tool).isPresent(), "oracle missing: " + tool);
        }
        assumeTrue(terrarium.user(), "oracle missing: only root changes the root");
        Path index = terrarium.work().resolve("index");
        terrarium
                .run(
                        "build",
                        terrarium.give(Example.FLASK_APP.sources()).toString(),
                        "--tag=flask-app:1",
                        "--platform=linux/amd64,linux/arm64",
                        "--output=oci:" + index,
                        "--json")
                .digest();
        Path one = terrarium.directory().resolve("one");
        new Tool("skopeo")
                .run(
                        "copy",
                        "--insecure-policy",
                        "--override-arch=arm64",
                        "oci:" + index + ":flask-app:1",
                        "oci:" + one + ":one");
        Path bundle = terrarium.directory().resolve("bundle");
        new Tool("umoci").run("unpack", "--image", one + ":one", bundle.toString());
        root = bundle.resolve("rootfs");
        Files.copy(EMULATOR.file().orElseThrow(), root.resolve("tmp/emulator"));
        Files.createDirectories(root.resolve("dev/shm"));
        Files.writeString(root.resolve("dev/null"), "");
        new Tool("chmod").run("1777", root.resolve("dev/shm").toString());
    }

    @AfterAll
    void end() {
        terrarium.close();
    }

    private List<String> emulated(String... words) {
        var all = new ArrayList<>(List.of("--userspec=10001:10001", root.toString(), "/tmp/emulator"));
        all.addAll(List.of(words));
        return all;
    }

    @Test
    void itAnswers() throws Exception {
        var port = LocalPort.free();
        Path log = terrarium.directory().resolve("log");
        var words = new ArrayList<>(List.of("chroot"));
        words.addAll(emulated(
                PYTHON,
                "/opt/app/venv/bin/gunicorn",
                "app:app",
                "--chdir=/opt/app/project",
                "--bind=127.0.0.1:" + port.number(),
                "--worker-tmp-dir=/dev/shm",
                "--access-logfile=-",
                "--no-control-socket"));
        Process service = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            Example.FLASK_APP.ask(port);
            service.destroy();
            assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(service.exitValue()).as(Files.readString(log)).isZero();
            assertThat(log).content().contains(Example.FLASK_APP.logged());
        } finally {
            service.destroyForcibly();
        }
    }

    @Test
    void itsOwnInterpreterWouldHaveWrittenTheSameBytecode() throws Exception {
        Path compiler = Path.of("").toAbsolutePath();
        while (!compiler.resolve("LICENSE").toFile().exists()) {
            compiler = Optional.ofNullable(compiler.getParent()).orElseThrow();
        }
        Files.copy(
                compiler.resolve("core/src/main/resources/dev/terrarium/make/bytecode/compile.py"),
                root.resolve("tmp/compile.py"));
        Files.writeString(root.resolve("tmp/again.py"), COMPILE_AGAIN);
        List<String> words =
                emulated(PYTHON, "-S", "-s", "-B", "/tmp/again.py", "--", "flask", "jinja2", "markupsafe", "click");
        var said = new Tool("chroot").say(Map.of("PYTHONHASHSEED", "0"), words.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.output()).isZero();
        assertThat(Integer.parseInt(said.output().strip())).isGreaterThan(60);
    }
}
