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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One example through the tools of the OCI's own, and one through Podman: no Docker anywhere. */
@LiveIndex
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherEnginesTest {
    private final Installed terrarium = Installed.somewhere();

    @BeforeEach
    void needRoot() {
        for (String tool : List.of("skopeo", "umoci", "runc", "podman")) {
            assumeTrue(new Tool(tool).isPresent(), "oracle missing: " + tool);
        }
        assumeTrue(terrarium.user(), "oracle missing: runc and podman need root here");
    }

    @AfterAll
    void end() {
        terrarium.close();
    }

    @Test
    void aLayoutGoesThroughSkopeoAndUmociAndServesInRunc() throws Exception {
        String layout = layout(Example.FLASK_APP);
        Path copied = terrarium.directory().resolve("copied");
        Path bundle = terrarium.directory().resolve("bundle");
        new Tool("skopeo").run("copy", "--insecure-policy", "oci:" + layout + ":flask-app:1", "oci:" + copied + ":one");
        new Tool("umoci").run("unpack", "--image", copied + ":one", bundle.toString());
        var port = LocalPort.free();
        harden(bundle.resolve("config.json"), port);
        String name = "terrarium-" + port.number();
        Path log = bundle.resolve("log");

        Process container = start(log, "runc", runcRoot(), "run", "--bundle", bundle.toString(), name);
        try {
            Example.FLASK_APP.ask(port);
            new Tool("runc").run(runcRoot(), "kill", name, "TERM");

            assertThat(container.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(container.exitValue()).as(Files.readString(log)).isZero();
            assertThat(log).content().contains(Example.FLASK_APP.logged());
        } finally {
            new Tool("runc").say(Map.of(), runcRoot(), "delete", "--force", name);
            container.destroyForcibly();
        }
    }

    private String runcRoot() {
        return "--root=" + terrarium.directory().resolve("runc");
    }

    /** What umoci leaves to whoever runs the bundle: a read-only root, {@code /tmp} in memory, no capability, the host's network. */
    private static void harden(Path config, LocalPort port) throws IOException {
        String text = Files.readString(config);
        assertThat(text).contains("\"noNewPrivileges\": true");
        Files.writeString(
                config,
                text.replace("\"terminal\": true", "\"terminal\": false")
                        .replace("\"env\": [", "\"env\": [\"PORT=" + port.number() + "\",")
                        .replace("\"path\": \"rootfs\"", "\"path\": \"rootfs\", \"readonly\": true")
                        .replace(
                                "\"mounts\": [",
                                "\"mounts\": [{\"destination\": \"/tmp\", \"type\": \"tmpfs\", \"source\": \"tmpfs\"},")
                        .replaceAll("\"CAP_\\w+\",?", "")
                        .replaceFirst("\\{\\s*\"type\": \"network\"\\s*\\},", ""));
    }

    @Test
    void podmanIsGivenAnImageAndServesIt() throws Exception {
        String layout = layout(Example.SCRIPT);
        Path storage = storage();
        var variables = Map.of(
                "CONTAINERS_STORAGE_CONF",
                storage.toString(),
                "TERRARIUM_STORE",
                terrarium.asMyself().store().toString());
        Ended copied =
                terrarium.asMyself().run(variables, "copy", "oci:" + layout + ":script:1", "podman:localhost/script:1");
        assertThat(copied.exit()).as(copied.err()).isZero();
        var port = LocalPort.free();
        var podman = new Tool("podman");
        Path log = terrarium.directory().resolve("podman.log");

        Process container = start(
                log,
                Map.of("CONTAINERS_STORAGE_CONF", storage.toString()),
                "podman",
                "--runtime=runc",
                "run",
                "--name=script",
                "--network=host",
                "--ulimit=nofile=1024:1024",
                "--ulimit=nproc=4096:4096",
                "--read-only",
                "--cap-drop=ALL",
                "--security-opt=no-new-privileges",
                "--env=PORT=" + port.number(),
                "localhost/script:1");
        try {
            Example.SCRIPT.ask(port);
            podman.say(variables, "kill", "--signal=TERM", "script");

            assertThat(container.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(container.exitValue()).as(Files.readString(log)).isZero();
            assertThat(log).content().contains("listening on " + port.number());
        } finally {
            podman.say(variables, "rm", "--force", "script");
            container.destroyForcibly();
        }
    }

    private Path storage() throws IOException {
        Path directory = terrarium.directory();
        return Files.writeString(
                directory.resolve("storage.conf"),
                "[storage]\ndriver = \"vfs\"\nrunroot = \"%s\"\ngraphroot = \"%s\"\n"
                        .formatted(directory.resolve("run"), directory.resolve("graph")));
    }

    private String layout(Example example) {
        String layout = terrarium.work().resolve(example.folder() + ".oci").toString();
        terrarium
                .run(
                        "build",
                        terrarium.give(example.sources()).toString(),
                        "--tag=" + example.folder() + ":1",
                        "--output=oci:" + layout,
                        "--json")
                .digest();
        return layout;
    }

    private static Process start(Path log, String... words) throws IOException {
        return start(log, Map.of(), words);
    }

    private static Process start(Path log, Map<String, String> variables, String... words) throws IOException {
        var builder = new ProcessBuilder(new ArrayList<>(List.of(words)))
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        return builder.start();
    }
}
