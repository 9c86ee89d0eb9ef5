package dev.terrarium.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.io.Limits;
import dev.terrarium.oci.ImageReference;
import dev.terrarium.oci.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers that are killed at any moment: what a tag names is a whole image, before and after. */
class KilledWriterTest {
    private static final int TAGS = 4;

    @TempDir
    Path directory;

    @Test
    void aFewKillsLeaveWholeImages() throws Exception {
        killWriters(3, new Random(5));
    }

    @Test
    @Tag("campaign")
    void manyKillsLeaveWholeImages() throws Exception {
        killWriters(200, new Random(6));
    }

    private void killWriters(int kills, Random random) throws Exception {
        for (int i = 0; i < kills; i++) {
            Process writer = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            directory.toString(),
                            Integer.toString(i))
                    .inheritIO()
                    .start();
            awaitFirstWrite(writer);
            Thread.sleep(random.nextInt(60));
            writer.destroyForcibly().waitFor();
            everyTagIsWhole();
        }
        Delivery after = Samples.delivery(directory);
        after.deliver(Samples.image("after"), ImageName.parse("oci:out"), List.of());
        try (var left = Files.list(directory.resolve("out"))) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .noneMatch(name -> name.startsWith(".terrarium-"));
        }
    }

    private void awaitFirstWrite(Process writer) throws InterruptedException {
        Path started = directory.resolve("started");
        while (!Files.exists(started) && writer.isAlive()) {
            writer.waitFor(2, TimeUnit.MILLISECONDS);
        }
        assertThat(writer.isAlive()).isTrue();
        started.toFile().delete();
    }

    private void everyTagIsWhole() throws IOException {
        Delivery delivery = Samples.delivery(directory);
        Path index = directory.resolve("out/index.json");
        for (int tag = 0; tag < TAGS; tag++) {
            if (Files.exists(index) && Files.readString(index).contains("\"t" + tag + ":1\"")) {
                assertThat(Validation.of(
                                delivery.read(ImageName.parse("oci:out:t" + tag + ":1"))
                                        .image(),
                                Limits.LAYER))
                        .isEmpty();
            }
        }
        for (Images.Named named : delivery.images().list()) {
            assertThat(Validation.of(delivery.images().open(named), Limits.LAYER))
                    .isEmpty();
        }
    }

    /** Writes ever new images under a few tags until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            Delivery delivery = Samples.delivery(directory);
            for (int i = 0; true; i++) {
                ImageReference tag = ImageReference.parse("t" + i % TAGS + ":1");
                var image = Samples.image("content " + arguments[1] + " " + i);
                delivery.deliver(image, ImageName.parse("oci:out"), List.of(tag));
                delivery.deliver(image, ImageName.parse("store:" + tag), List.of());
                if (i == 0) {
                    Files.createFile(directory.resolve("started"));
                }
            }
        }
    }
}
