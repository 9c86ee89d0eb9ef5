package dev.terrarium.make.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FragmentsTest {
    private static final Digest KEY = Digest.ofBytes(new byte[] {1});

    @TempDir
    private Path directory;

    private Store store;
    private Fragments fragments;

    @BeforeEach
    void open() {
        store = Store.at(directory.resolve("store"));
        fragments = new Fragments(store);
    }

    private Fragment encode(Tree tree) throws InterruptedException {
        return new FragmentEncoder(store, 1).encode(tree);
    }

    @Test
    void whatWasAddedIsFound() throws Exception {
        Fragment fragment = encode(Trees.ofPackage("a"));

        assertThat(fragments.find(KEY)).isEmpty();
        fragments.add(KEY, fragment);
        assertThat(new Fragments(store).find(KEY)).contains(fragment);
    }

    @Test
    void anotherFragmentForTheSameKeyIsABug() throws Exception {
        fragments.add(KEY, encode(Trees.ofPackage("a")));
        Fragment other = encode(Trees.ofPackage("b"));

        assertThatThrownBy(() -> fragments.add(KEY, other)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFragmentWhoseBlobsAreGoneOrCutIsForgotten() throws Exception {
        Fragment fragment = encode(Trees.ofPackage("a"));
        fragments.add(KEY, fragment);
        Files.delete(store.pathOf(fragment.blob()));
        assertThat(fragments.find(KEY)).isEmpty();

        fragments.add(KEY, encode(Trees.ofPackage("a")));
        Files.delete(store.pathOf(fragment.listing()));
        assertThat(fragments.find(KEY)).isEmpty();

        fragments.add(KEY, encode(Trees.ofPackage("a")));
        Files.write(store.pathOf(fragment.blob()), new byte[3]);
        assertThat(fragments.find(KEY)).isEmpty();
    }

    @Test
    void listingsSurviveNamesOfEveryKind() throws IOException {
        var listing = new Listing(List.of(
                new Listing.Line.File(TreePath.of("a\tb\nc\\d\re \\n"), 0644, 3, KEY),
                new Listing.Line.Link(TreePath.of("größe/日本"), "x\\y\tz"),
                new Listing.Line.Directory(TreePath.of("größe"), Optional.empty()),
                new Listing.Line.Directory(TreePath.of("tmp"), Optional.of(01777))));

        assertThat(Listing.parse(listing.bytes())).isEqualTo(listing);
    }

    @Test
    void aListingThatIsNoneIsRefused() {
        for (String text : List.of(
                "x\t0\t0\t-\ta", "f\t0644\t3\tabc\ta", "d", "d\t9\t0\t-\ta", "l\t0\t0\tx\t../a", "l\t0\t0\tx\\\ta")) {
            assertThatThrownBy(() -> Listing.parse(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("a listing with a line that is none");
        }
    }
}
