package dev.terrarium.make.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.archive.GzipInput;
import dev.terrarium.archive.Tools;
import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarReader;
import dev.terrarium.archive.tar.TarWriter;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Limits;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerComposerTest {
    @TempDir
    private Path directory;

    private Store store;
    private LayerComposer composer;

    @BeforeEach
    void open() {
        store = Store.at(directory.resolve("store"));
        composer = new LayerComposer(store);
    }

    private Fragment encode(Tree tree) throws InterruptedException {
        return new FragmentEncoder(store, 2).encode(tree);
    }

    private ComposedLayer compose(Tree... trees) throws InterruptedException {
        var fragments = new ArrayList<Fragment>();
        for (Tree tree : trees) {
            fragments.add(encode(tree));
        }
        return composer.compose(fragments);
    }

    private static byte[] bytes(ComposedLayer layer) throws IOException {
        try (InputStream in = layer.open()) {
            return in.readAllBytes();
        }
    }

    private static byte[] tar(ComposedLayer layer) throws IOException {
        try (InputStream in = GzipInput.open(layer.open(), Limits.LAYER)) {
            return in.readAllBytes();
        }
    }

    private static Tree one(String path, Entry entry) {
        return Tree.builder().put(path, entry).build();
    }

    @Test
    void aLayerIsTheTarThatOneWouldWriteByHand() throws Exception {
        var layer = compose(
                one("opt/b/f", Trees.text("second")),
                Tree.builder()
                        .put("opt/a", new Entry.Directory(0750))
                        .put("opt/a/l", new Entry.Link("../b/f"))
                        .put("home/app/.cache/x", Trees.text("y"))
                        .build());
        var out = new ByteArrayOutputStream();
        var tar = new TarWriter(out, 315_532_800);
        tar.add(TarEntry.directory("home", 0755));
        tar.add(TarEntry.directory("home/app", 0775).ownedBy(10_001, 0));
        tar.add(TarEntry.directory("home/app/.cache", 0755).ownedBy(10_001, 0));
        tar.add(TarEntry.directory("opt", 0755));
        tar.add(TarEntry.directory("opt/a", 0750));
        tar.add(TarEntry.directory("opt/b", 0755));
        tar.add(TarEntry.file("opt/b/f", 0644, 6), "second".getBytes(StandardCharsets.UTF_8));
        tar.add(TarEntry.file("home/app/.cache/x", 0644, 1).ownedBy(10_001, 0), "y".getBytes(StandardCharsets.UTF_8));
        tar.add(TarEntry.link("opt/a/l", "../b/f"));
        tar.end();

        assertThat(tar(layer)).isEqualTo(out.toByteArray());
    }

    @Test
    void whatIsSaidAboutALayerIsTrueOfItsBytes() throws Exception {
        var layer = compose(Trees.ofPackage("numpy"), Trees.ofPackage("pandas"));
        byte[] bytes = bytes(layer);

        assertThat(layer.descriptor().digest()).isEqualTo(Digest.ofBytes(bytes));
        assertThat(layer.descriptor().size()).isEqualTo(bytes.length);
        assertThat(layer.descriptor().mediaType()).isEqualTo("application/vnd.oci.image.layer.v1.tar+gzip");
        assertThat(layer.diffId()).isEqualTo(Digest.ofBytes(tar(layer)));
        assertThat(layer.record().rawSize()).isEqualTo(tar(layer).length);
    }

    @Test
    void theDigestsOfASmallLayerStayWhatTheyAre() throws Exception {
        var layer = compose(Trees.ofPackage("numpy"), Trees.ofPackage("pandas"));

        assertThat(layer.diffId().hex()).isEqualTo("8154738bef340d9d7fc1af00230e234ac3a7fa2a39cb876987391e32b3dba978");
        assertThat(layer.descriptor().digest().hex())
                .isEqualTo("69cd38c30d280ddb65e24b61c122274584ee6d6573c61348003b2a9517079507");
    }

    @Test
    void gnuTarUnpacksIt() throws Exception {
        var layer = compose(Trees.ofPackage("numpy"), one("tmp/x", Trees.text("")), one("home/app/y", Trees.text("")));
        Files.write(directory.resolve("layer.tar.gz"), bytes(layer));
        Path root = Files.createDirectory(directory.resolve("root"));
        Tools.run(directory, "tar", "--no-same-owner", "-xzf", "layer.tar.gz", "-C", "root");
        String listed = Tools.run(directory, "tar", "--full-time", "--quoting-style=literal", "-tvzf", "layer.tar.gz");

        assertThat(Files.readString(root.resolve("opt/app/lib/numpy/größe.txt")))
                .isEqualTo("12");
        assertThat(Files.readSymbolicLink(root.resolve("opt/app/lib/numpy/data")))
                .hasToString("../shared data");
        assertThat(Files.isExecutable(root.resolve("opt/app/bin/numpy"))).isTrue();
        assertThat(listed.replaceAll(" +", " ")).isEqualTo("""
                        drwxr-xr-x 0/0 0 1980-01-01 00:00:00 home/
                        drwxrwxr-x 10001/0 0 1980-01-01 00:00:00 home/app/
                        drwxr-xr-x 0/0 0 1980-01-01 00:00:00 opt/
                        drwxr-xr-x 0/0 0 1980-01-01 00:00:00 opt/app/
                        drwxr-xr-x 0/0 0 1980-01-01 00:00:00 opt/app/bin/
                        drwxr-xr-x 0/0 0 1980-01-01 00:00:00 opt/app/lib/
                        drwxr-xr-x 0/0 0 1980-01-01 00:00:00 opt/app/lib/numpy/
                        drwxrwxrwt 0/0 0 1980-01-01 00:00:00 tmp/
                        -rwxr-xr-x 0/0 10 1980-01-01 00:00:00 opt/app/bin/numpy
                        -rw-r--r-- 0/0 15 1980-01-01 00:00:00 opt/app/lib/numpy/__init__.py
                        lrwxrwxrwx 0/0 0 1980-01-01 00:00:00 opt/app/lib/numpy/data -> ../shared data
                        -rw-r--r-- 0/0 2 1980-01-01 00:00:00 opt/app/lib/numpy/größe.txt
                        -rw-r--r-- 0/0 0 1980-01-01 00:00:00 tmp/x
                        -rw-r--r-- 10001/0 0 1980-01-01 00:00:00 home/app/y
                        """);
    }

    @Test
    void everyDirectoryIsThereOnceAndBeforeWhatIsInIt() throws Exception {
        var layer = compose(Trees.ofPackage("a"), Trees.ofPackage("b"), one("opt/app/lib/b/c/d/e", Trees.text("x")));
        var seen = new ArrayList<String>();
        var reader = new TarReader(new java.io.ByteArrayInputStream(tar(layer)), Limits.LAYER);
        for (var member = reader.next(); member.isPresent(); member = reader.next()) {
            String path = member.get().entry().path();
            if (path.contains("/")) {
                assertThat(seen).contains(path.substring(0, path.lastIndexOf('/')));
            }
            seen.add(path);
        }

        assertThat(seen).doesNotHaveDuplicates().contains("opt/app/lib/b/c/d/e");
    }

    @Test
    void aDirectoryThatOnlyOneFragmentDescribesHasThatMode() throws Exception {
        var layer = compose(one("srv/x", Trees.text("")), one("srv", new Entry.Directory(0700)));

        assertThat(new TarReader(new java.io.ByteArrayInputStream(tar(layer)), Limits.LAYER)
                        .next()
                        .orElseThrow()
                        .entry())
                .isEqualTo(TarEntry.directory("srv", 0700));
    }

    @Test
    void whatFragmentsDisagreeAboutIsToldAtOnce() throws Exception {
        Tree one = Tree.builder()
                .put("a", Trees.text("same"))
                .put("b", new Entry.Directory(0700))
                .put("c/d", Trees.text(""))
                .build();
        Tree other = Tree.builder()
                .put("a", Trees.text("same"))
                .put("b", new Entry.Directory(0750))
                .put("c", Trees.text(""))
                .build();

        assertThatThrownBy(() -> compose(one, other))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.problems())
                                .extracting(problem -> problem.message())
                                .containsExactly(
                                        "`a` is in two fragments of one layer",
                                        "`b` is a directory of two different modes",
                                        "`c` is in two fragments of one layer"));
    }

    @Test
    void aKnownLayerIsNamedWithoutReadingAnyFragment() throws Exception {
        Fragment fragment = encode(Trees.ofPackage("numpy"));
        LayerRecord record = composer.compose(List.of(fragment)).record();
        Files.delete(store.pathOf(fragment.blob()));
        Files.delete(store.pathOf(fragment.listing()));

        assertThat(new LayerComposer(store).compose(List.of(fragment)).record()).isEqualTo(record);
    }

    @Test
    void theOrderOfFragmentsIsThatOfTheList() throws Exception {
        Fragment one = encode(Trees.ofPackage("a"));
        Fragment other = encode(Trees.ofPackage("b"));

        assertThat(composer.compose(List.of(one, other)).diffId())
                .isNotEqualTo(composer.compose(List.of(other, one)).diffId());
    }

    @Test
    void aLayerOfNothingIsAnEmptyTar() throws Exception {
        assertThat(tar(compose())).isEqualTo(new byte[1024]);
    }

    @Test
    void aDamagedFragmentIsNamedAndNoLayerRemembered() throws Exception {
        Fragment fragment = encode(Trees.ofPackage("numpy"));
        Path blob = store.pathOf(fragment.blob());
        byte[] whole = Files.readAllBytes(blob);
        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(blob, damaged);

        assertThatThrownBy(() -> composer.compose(List.of(fragment)))
                .isInstanceOf(TrustError.class)
                .hasMessage("the store's blob " + fragment.blob() + " is damaged");
        Files.write(blob, whole);
        assertThat(composer.compose(List.of(fragment)).diffId()).isNotNull();
    }

    @Test
    void aFragmentThatIsGoneIsToldAsSuch() throws Exception {
        Fragment fragment = encode(Trees.ofPackage("numpy"));
        Files.delete(store.pathOf(fragment.blob()));

        assertThatThrownBy(() -> composer.compose(List.of(fragment)))
                .hasMessage("`" + store.pathOf(fragment.blob()) + "` went out of the store while it was needed");
    }
}
