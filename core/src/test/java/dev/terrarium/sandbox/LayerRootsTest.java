package dev.terrarium.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.oci.Layer;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerRootsTest {
    @TempDir
    private Path directory;

    private static Layer layer(String... pathsAndTexts) throws IOException {
        return Layers.of(tar -> {
            for (int i = 0; i < pathsAndTexts.length; i += 2) {
                byte[] text = pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
                tar.add(TarEntry.file(pathsAndTexts[i], 0644, text.length), text);
            }
        });
    }

    private Path assembled(String name, Layer... layers) throws IOException {
        Path target = directory.resolve(name);
        var store = Store.at(directory.resolve("store"));
        new LayerRoots(new Roots(store, Path.of("/proc/sys/kernel/random/boot_id"))).assemble(List.of(layers), target);
        return target;
    }

    @Test
    void theUpperOfTwoFilesCounts() throws IOException {
        Path root = assembled("root", layer("etc/a", "below", "etc/b", "b"), layer("etc/a", "above", "c", "c"));
        assertThat(root.resolve("etc/a")).hasContent("above");
        assertThat(root.resolve("etc/b")).hasContent("b");
        assertThat(root.resolve("c")).hasContent("c");
    }

    @Test
    void whatSomebodyElseMayNotReadNobodyReads() throws IOException {
        Layer layer = Layers.of(tar -> {
            tar.add(TarEntry.file("shadow", 0640, 0), new byte[0]);
            tar.add(TarEntry.file("own", 0640, 0).ownedBy(10001, 10001), new byte[0]);
            tar.add(TarEntry.file("tool", 0755, 0), new byte[0]);
        });
        Path root = assembled("root", layer);
        assertThat(rights(root.resolve("shadow"))).isEqualTo("---------");
        assertThat(rights(root.resolve("own"))).startsWith("r--");
        assertThat(rights(root.resolve("tool"))).isEqualTo("r-xr-xr-x");
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aLayerIsUnpackedOnceAndAgainWhenAFileIsGone() throws IOException {
        Layer layer = layer("a", "one", "b", "two");
        Path first = assembled("first", layer);
        Path second = assembled("second", layer);
        assertThat(Files.getAttribute(second.resolve("a"), "unix:ino"))
                .isEqualTo(Files.getAttribute(first.resolve("a"), "unix:ino"));
        try (var files = Files.walk(directory.resolve("store/roots"))) {
            Files.delete(
                    files.filter(file -> file.endsWith("files/b")).findFirst().orElseThrow());
        }
        assertThat(assembled("third", layer).resolve("b")).hasContent("two");
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Layer link = Layers.of(tar -> tar.add(TarEntry.link("home", outside.toString())));
        Path root = assembled("root", link, layer("home/file", "text"));
        assertThat(outside).isEmptyDirectory();
        assertThat(Files.isDirectory(root.resolve("home"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        Layer both = Layers.of(tar -> {
            tar.add(TarEntry.link("home", outside.toString()));
            tar.add(TarEntry.file("home/file", 0644, 0), new byte[0]);
        });
        assertThatIOException().isThrownBy(() -> assembled("both", both));
        assertThat(outside).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "FILE, ../up, 'the tar entry `../up` has an unsafe name'",
        "FILE, a/../../up, 'the tar entry `a/../../up` has an unsafe name'",
        "HARD_LINK, hard, 'a layer holds `hard`, which no layer of ours does'",
        "CHARACTER_DEVICE, device, 'a layer holds `device`, which no layer of ours does'",
        "FIFO, pipe, 'a layer holds `pipe`, which no layer of ours does'",
    })
    void whatDoesNotBelongIntoALayerIsRefused(TarEntry.Type type, String path, String message) throws IOException {
        String target = type == TarEntry.Type.HARD_LINK ? "other" : "";
        Layer layer = Layers.of(tar -> tar.add(new TarEntry(type, path, 0644, 0, 0, 0, target)));
        assertThatIOException()
                .isThrownBy(() -> assembled("root", layer))
                .satisfies(e -> assertThat(e.getMessage()).isEqualTo(message));
    }
}
