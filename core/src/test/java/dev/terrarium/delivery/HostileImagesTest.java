package dev.terrarium.delivery;

import static dev.terrarium.delivery.HostileImage.IMAGE;
import static dev.terrarium.delivery.HostileImage.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.terrarium.error.TerrariumError;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that were made to harm or were damaged on the way, each with what a person is told. */
class HostileImagesTest {
    @TempDir
    Path directory;

    static Stream<HostileImage> cases() {
        return Stream.concat(HostileArchives.cases(), HostileLayouts.cases());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachIsRefusedWithItsText(HostileImage hostile) throws IOException {
        hostile.input().make(directory);

        TerrariumError error = catchThrowableOfType(
                TerrariumError.class, () -> Samples.delivery(directory).read(ImageName.parse(hostile.name())));

        assertThat(error).isInstanceOf(hostile.kind());
        assertThat(String.join(
                        "; ",
                        error.problems().stream()
                                .map(problem -> problem.message())
                                .toList()))
                .contains(hostile.message());
    }

    @Test
    void thereAreThirtySevenCases() {
        assertThat(cases()).hasSize(37);
    }

    @Test
    void mutatedArchivesAreReadOrRefused() throws IOException {
        Delivery delivery = Samples.delivery(directory);
        delivery.deliver(IMAGE, ImageName.parse("docker-archive:valid.tar"), List.of(ImageReference.parse("a:1")));
        byte[] valid = Files.readAllBytes(directory.resolve("valid.tar"));
        var random = new Random(4);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = valid.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            write(directory.resolve("x.tar"), bytes);
            try {
                delivery.read(ImageName.parse("docker-archive:x.tar"));
            } catch (UserError | TrustError refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void mutatedLayoutsAreReadOrRefused() throws IOException {
        Delivery delivery = Samples.delivery(directory);
        delivery.deliver(IMAGE, ImageName.parse("oci:out"), List.of(ImageReference.parse("a:1")));
        Path index = directory.resolve("out/index.json");
        byte[] valid = Files.readAllBytes(index);
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = valid.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) (32 + random.nextInt(95));
            }
            write(index, bytes);
            try {
                delivery.read(ImageName.parse("oci:out"));
            } catch (UserError | TrustError refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }
}
