package dev.terrarium.cli.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Schema;
import dev.terrarium.cli.Worlds;
import dev.terrarium.delivery.Delivery;
import dev.terrarium.delivery.ImageName;
import dev.terrarium.make.StoredLayers;
import dev.terrarium.oci.Image;
import dev.terrarium.store.Store;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The second image of a build: the first one's layers and one more. */
@ExtendWith(Worlds.class)
class DebugTwinTest {
    private static final WheelRecipe DEBUGPY =
            WheelRecipe.of("debugpy", "1.8.0").withFile("debugpy/__init__.py", "def listen(address): ...\n");
    private static final WheelRecipe PY_SPY =
            WheelRecipe.of("py-spy", "0.4.0").withFile("py_spy-0.4.0.data/scripts/py-spy", "#!python\n");

    @BeforeEach
    void tools(World world) {
        publish(world, "9.7-3");
        world.index().add(DEBUGPY, PY_SPY);
        world.configure("");
    }

    private static void publish(World world, String sed) {
        world.publish(
                world.now(),
                Deb.of("findutils", "4.10").withFile("usr/bin/find", "a program"),
                Deb.of("grep", "3.11").with("Depends", "libpcre2-8-0").withFile("usr/bin/grep", "a program"),
                Deb.of("libpcre2-8-0", "10.45").withFile("usr/lib/libpcre2-8.so.0", "a library"),
                Deb.of("procps", "4.0").withFile("usr/bin/ps", "a program"),
                Deb.of("sed", sed).withFile("usr/bin/sed", "a program"));
    }

    @Test
    void hasTheLayersOfItsImageAndOneMore(World world) throws IOException {
        Ran ran = Ran.well(world, "build", "--debug", "--tag", "shop:1.2");
        assertThat(ran.out().lines()).hasSize(2);
        Image image = inStore(world, "store:shop:1.2");
        Image twin = inStore(world, "store:shop:1.2-debug");
        assertThat(twin.layers().subList(0, image.layers().size()).stream()
                        .map(layer -> layer.descriptor())
                        .toList())
                .isEqualTo(
                        image.layers().stream().map(layer -> layer.descriptor()).toList());
        assertThat(twin.layers()).hasSize(image.layers().size() + 1);
        assertThat(new TreeSet<>(Layers.files(twin.layers().getLast())))
                .contains(
                        "usr/bin/dash",
                        "usr/bin/ls",
                        "usr/bin/ps",
                        "usr/lib/libpcre2-8.so.0",
                        "opt/app/venv/bin/py-spy",
                        "opt/app/venv/lib/python3.13/site-packages/debugpy/__init__.py")
                .doesNotContain("usr/lib/os-release");
        var config = twin.config().value();
        assertThat(config.history()).hasSameSizeAs(config.diffIds());
        assertThat(config.config().labels())
                .containsEntry("dev.terrarium.debug-twin-of", image.digest().toString());
        assertThat(config.config().user())
                .isEqualTo(image.config().value().config().user());
    }

    @Test
    void changesNothingOfItsImage(World world) {
        String alone = first(Ran.well(world, "build", "--output", "oci:out"));
        assertThat(world.read("terrarium.lock")).doesNotContain("debug");
        String beside = first(Ran.well(world, "build", "--debug", "--output", "oci:out"));
        assertThat(beside).isEqualTo(alone);
        assertThat(world.read("terrarium.lock")).contains("[[debug-package]]", "[[debug-wheel]]");
        String after = first(Ran.well(world.forget(), "build", "--locked", "--output", "oci:out"));
        assertThat(after).isEqualTo(alone);
    }

    @Test
    void anArchiveOfTheImageIsTheSameBytes(World world) throws IOException {
        Ran.well(world, "build", "--output", "oci-archive:shop.tar", "--output", "docker-archive:docker/shop");
        byte[] alone = Files.readAllBytes(world.project().resolve("shop.tar"));
        byte[] docker = Files.readAllBytes(world.project().resolve("docker/shop"));
        Ran ran = Ran.well(
                world,
                "build",
                "--debug",
                "--output",
                "oci-archive:shop.tar",
                "--output",
                "docker-archive:docker/shop");
        assertThat(Files.readAllBytes(world.project().resolve("shop.tar"))).isEqualTo(alone);
        assertThat(Files.readAllBytes(world.project().resolve("docker/shop"))).isEqualTo(docker);
        assertThat(ran.out().lines().map(line -> line.split("  ")[0]))
                .containsExactly(
                        "oci-archive:shop.tar",
                        "docker-archive:docker/shop",
                        "oci-archive:shop-debug.tar",
                        "docker-archive:docker/shop-debug");
        Ran.well(world, "copy", "oci-archive:shop-debug.tar", "store:twin:1");
        assertThat(inStore(world, "store:twin:1").config().value().config().labels())
                .containsKey("dev.terrarium.debug-twin-of");
    }

    @Test
    void comesOutTheSameFromItsLockAlone(World world) {
        String first = second(Ran.well(world, "build", "--debug", "--output", "oci:out"));
        String lock = world.read("terrarium.lock");
        world.later(Duration.ofDays(3));
        publish(world, "9.8-1");
        world.index().add(WheelRecipe.of("py-spy", "0.5.0"));
        assertThat(second(Ran.well(world.forget(), "build", "--debug", "--locked", "--output", "oci:out")))
                .isEqualTo(first);
        assertThat(second(Ran.well(world.forget(), "build", "--debug", "--frozen", "--output", "oci:out")))
                .isEqualTo(first);
        Ran.well(world, "lock");
        assertThat(world.read("terrarium.lock")).isEqualTo(lock);
    }

    @Test
    void movesWhenTheLockIsMoved(World world) {
        Ran.well(world, "lock", "--debug");
        world.later(Duration.ofDays(3));
        publish(world, "9.8-1");
        world.index().add(WheelRecipe.of("py-spy", "0.5.0"));
        Ran ran = Ran.well(world, "lock", "--update", "--json");
        assertThat(ran.out()).contains("sed 9.7-3 → 9.8-1", "py-spy 0.4.0 → 0.5.0");
    }

    @Test
    void isRefusedWhereNothingMayBeAddedToTheLock(World world) {
        Ran.well(world, "lock");
        for (String mode : List.of("--frozen", "--locked")) {
            Ran ran = Ran.in(world, "build", "--debug", mode);
            assertThat(ran.exit().number()).isEqualTo(3);
            assertThat(ran.problems())
                    .containsExactly(
                            "error: terrarium.lock pins nothing for a debug twin, and nothing may be added",
                            "hint: run `terrarium lock --debug` and commit the file");
        }
    }

    @Test
    void holdsNothingThatItsImageHasAlready(World world) throws IOException {
        world.requires(DEBUGPY);
        world.configure("packages = [\"grep\"]\nshell = true");
        Ran.well(world, "build", "--debug", "--tag", "shop:1");
        List<String> files =
                Layers.files(inStore(world, "store:shop:1-debug").layers().getLast());
        assertThat(files).contains("usr/bin/ps", "opt/app/venv/bin/py-spy");
        assertThat(files).noneMatch(path -> path.contains("debugpy") || path.endsWith("/grep") || path.endsWith("/ls"));
    }

    @Test
    void aPackageThatLeavesTheImageGoesIntoTheTwin(World world) throws IOException {
        world.configure("packages = [\"grep\"]");
        Ran.well(world, "build", "--debug", "--tag", "shop:1");
        world.configure("");
        Ran.well(world, "build", "--debug", "--offline", "--tag", "shop:1");
        assertThat(Layers.files(inStore(world, "store:shop:1-debug").layers().getLast()))
                .contains("usr/bin/grep", "usr/lib/libpcre2-8.so.0");
    }

    @Test
    void isPlannedAndReported(World world) throws Exception {
        assertThat(Ran.well(world, "plan", "--debug").out()).contains("debug twin  0 of ", "    + py-spy 0.4.0\n");
        Ran ran = Ran.well(world, "build", "--debug", "--json");
        assertThat(Schema.named("build").faults(Schema.parse(ran.out().getBytes(UTF_8))))
                .isEmpty();
        assertThat(ran.out()).contains("\"debugTwin\": {", "\"project:0-debug\"");
        assertThat(Ran.well(world, "build", "--debug").err())
                .contains("debug twin        10 packages", "debug twin project:0-debug: the same layers and one of ");
    }

    @Test
    void aTagThatLeavesItsOwnNoRoomIsRefused(World world) {
        Ran ran = Ran.in(world, "build", "--debug", "--tag", "shop:" + "1".repeat(123));
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: the tag `" + "1".repeat(123) + "-debug` of the debug twin is too long",
                        "hint: give the image a tag of at most 122 characters");
    }

    private static Image inStore(World world, String name) {
        var store = Store.at(world.store());
        return (Image) new Delivery(world.environment(), store, new StoredLayers(store)::find)
                .read(ImageName.parse(name))
                .image();
    }

    private static String first(Ran ran) {
        return ran.out().lines().toList().get(0);
    }

    private static String second(Ran ran) {
        return ran.out().lines().toList().get(1);
    }
}
