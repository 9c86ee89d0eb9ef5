package dev.terrarium.cli.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.oci.Layer;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole image with a digest that is checked in: what no comparison of two builds of one day can show.
 *
 * <p>Everything in it is made here, and {@code golden.lock} pins it: the archive's key, which is another one each time, is in no
 * locked build. When the test fails, the same project became another image. That may be meant: diffIDs with a new version of the
 * install or tar rules, digests of layers with another encoder, the image's own with the builder's record. Then, and only then,
 * {@code golden-image.txt} moves, in the commit that says why.
 */
class GoldenImageTest {
    @TempDir
    private Path directory;

    private World world;

    @BeforeEach
    void project() throws IOException {
        world = World.start(directory.resolve("world"));
        world.application()
                .write(".python-version", "3.13\n")
                .write("shop/__init__.py", "NAME = 'shop'\n")
                .write("shop/page.html", "<p>\u00e9</p>\n")
                .write("data/large.txt", "line\n".repeat(30_000))
                .configure("exclude = [\"debian.asc\"]\nlabels = { team = \"shop\" }\nenv = { MODE = \"live\" }")
                .requires(
                        WheelRecipe.of("greeting", "1.0")
                                .withFile("greeting/__init__.py", "def main(): print('hello')\n")
                                .withScript("hello", "greeting:main"),
                        WheelRecipe.of("Titles", "2.0").withFile("titles/data/\u0131.txt", "a name beyond ASCII\n"))
                .write("terrarium.lock", resource("golden.lock"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theImageIsTheOneThatItAlwaysWas() throws IOException {
        Built built = Built.by(world.environment(), directory.resolve("image"), "--locked");

        assertThat(written(built)).isEqualTo(resource("golden-image.txt"));
    }

    private static String written(Built built) {
        return "image " + built.digest() + "\nconfig "
                + built.image().config().digest() + "\n"
                + built.image().layers().stream().map(GoldenImageTest::written).collect(Collectors.joining());
    }

    private static String written(Layer layer) {
        return "layer " + layer.descriptor().digest() + " diffID " + layer.diffId() + "\n";
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = GoldenImageTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        }
    }
}
