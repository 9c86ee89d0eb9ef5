package dev.terrarium.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.error.Problem;
import dev.terrarium.io.ByteSource;
import dev.terrarium.io.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ValidationTest {
    private static final byte[] TAR = "not looked into".getBytes(UTF_8);
    private static final byte[] GZIP = gzip();
    private static final Descriptor DESCRIPTOR =
            new Descriptor(MediaTypes.LAYER_GZIP, Digest.ofBytes(GZIP), GZIP.length);

    @Test
    void anImageThatIsWhatItSaysHasNoProblem() throws IOException {
        assertThat(problems(Layer.of(DESCRIPTOR, Digest.ofBytes(TAR), ByteSource.of(GZIP))))
                .isEmpty();
    }

    @Test
    void everythingThatDoesNotFitIsTold() throws IOException {
        byte[] cut = Arrays.copyOf(GZIP, GZIP.length - 4);

        assertThat(problems(Layer.of(DESCRIPTOR, Digest.ofBytes(TAR), ByteSource.of(cut))))
                .hasSize(3)
                .satisfies(all ->
                        assertThat(all.getFirst()).startsWith("the layer " + DESCRIPTOR.digest() + " cannot be read: "))
                .contains("the layer " + DESCRIPTOR.digest() + " has the digest " + Digest.ofBytes(cut))
                .contains("the layer " + DESCRIPTOR.digest() + " has " + cut.length + " bytes, not " + GZIP.length);
    }

    @Test
    void aDiffIdThatLiesIsTold() throws IOException {
        Digest lie = Digest.ofBytes(new byte[0]);

        assertThat(problems(Layer.of(DESCRIPTOR, lie, ByteSource.of(GZIP))))
                .containsExactly(
                        "the layer " + DESCRIPTOR.digest() + " has the diffID " + Digest.ofBytes(TAR) + ", not " + lie);
    }

    @Test
    void anIndexThatCallsAnImageSomethingElseIsTold() throws IOException {
        Image image = image(Layer.of(DESCRIPTOR, Digest.ofBytes(TAR), ByteSource.of(GZIP)));
        Index index = Index.of(List.of(image.descriptor().withPlatform(ImagePlatform.of(Platform.ARM64))));

        assertThat(Validation.of(new ImageIndex(index.encoded(), List.of(image)), Limits.LAYER))
                .extracting(Problem::message)
                .containsExactly("the index says linux/arm64 of an image for linux/amd64");
    }

    private static List<String> problems(Layer layer) throws IOException {
        return Validation.of(image(layer), Limits.LAYER).stream()
                .map(Problem::message)
                .toList();
    }

    private static Image image(Layer layer) {
        return Image.of(
                new ImageConfig(
                        Optional.empty(),
                        Optional.empty(),
                        ImagePlatform.of(Platform.AMD64),
                        ContainerConfig.EMPTY,
                        List.of(layer.diffId()),
                        List.of()),
                List.of(layer),
                new TreeMap<>());
    }

    private static byte[] gzip() {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(TAR);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
