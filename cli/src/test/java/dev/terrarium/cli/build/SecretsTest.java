package dev.terrarium.cli.build;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.testkit.PackageIndexServer;
import dev.terrarium.testkit.PackageIndexServer.Options;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The login of an index opens that index, and is nowhere else: every byte that a build writes is searched for it. */
class SecretsTest {
    private static final String PASSWORD = "hunter2-hunter2";
    private static final String LOGIN = "deploy:" + PASSWORD;
    private static final String ENCODED = Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path directory;

    @Test
    void theLoginOfAnIndexIsInNothingThatIsWrittenOrSaid() throws IOException {
        try (var files = PackageIndexServer.start(Options.JSON);
                var world = world(Options.JSON.withFilesAt(files.fileUri("x").resolve("/")))) {
            WheelRecipe wheel = WheelRecipe.of("greeting", "1.0");
            world.requires(wheel);
            files.add(wheel);
            var ran = new ArrayList<Ran>();
            ran.add(Ran.well(world, "plan"));
            ran.add(Ran.well(world, "build", "--output", "oci:../out", "--output", "docker-archive:../out.tar"));
            ran.add(Ran.well(world, "build", "--json", "--trace"));
            ran.add(Ran.well(world, "doctor"));
            ran.forEach(one -> assertThat(one.out() + one.err()).doesNotContain(PASSWORD, ENCODED));
            assertThat(leaks(world)).isEmpty();
            assertThat(files.requests()).isNotEmpty();
            assertThat(files.sawCredentials()).isFalse();
            assertThat(world.index().sawCredentials()).isTrue();
        }
    }

    @Test
    void noErrorSaysIt() throws IOException {
        try (var world = world(Options.JSON)) {
            world.requires(WheelRecipe.of("greeting", "1.0"));
            world.write("requirements.txt", "absent==1.0 --hash=sha256:" + "0".repeat(64) + "\n");
            Ran absent = Ran.in(world, "build");
            assertThat(absent.problems())
                    .containsExactly(
                            "error: no file of `absent 1.0` with a locked hash was found at `http://loopback/simple/`",
                            "hint: lock again, or name the index that has it in [tool.terrarium.sources]");
            assertThat(absent.out() + absent.err()).doesNotContain(PASSWORD, ENCODED);
            assertThat(leaks(world)).isEmpty();
        }
    }

    @Test
    void configurationTakesNone() throws IOException {
        try (var world = world(Options.JSON)) {
            world.application()
                    .write("terrarium.toml", "[sources]\npython = [\"https://" + LOGIN + "@index.example/simple/\"]\n");
            Ran ran = Ran.in(world, "build");
            assertThat(ran.exit().number()).isEqualTo(3);
            assertThat(ran.problems().getFirst()).isEqualTo("error: a URL of the configuration holds credentials");
            assertThat(ran.out() + ran.err()).doesNotContain(PASSWORD);
        }
    }

    /** The index wants a login, which the user's environment has. */
    private World world(Options options) {
        var world = World.start(directory, PackageIndexServer.start(options.withLogin(LOGIN)));
        world.application().write("terrarium.toml", world.sources().replaceFirst("python = .*\n", ""));
        return world.set("PIP_INDEX_URL", world.index().simpleWithLogin().toString());
    }

    /** Files that hold the secret, packed ones looked into. */
    private static List<Path> leaks(World world) throws IOException {
        try (Stream<Path> files = Files.walk(world.directory())) {
            return files.filter(Files::isRegularFile).filter(SecretsTest::leaks).toList();
        }
    }

    private static boolean leaks(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, ISO_8859_1);
            if (text.startsWith("\u001f\u008b")) {
                text += new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), ISO_8859_1);
            }
            return text.contains(PASSWORD) || text.contains(ENCODED);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
