package dev.terrarium.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.oci.Platform;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a program is started from where its tree lies; links are the tree's, not the host's. */
class LoaderTest {
    private static final TreePath PROGRAM = TreePath.of("bin/x");
    private static final Entry FILE = Entry.File.executable(Content.Inline.of(""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lib64/ld-linux-x86-64.so.2",
                "usr/lib64/ld-linux-x86-64.so.2",
                "usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
                "lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"
            })
    void theLoaderIsFoundWhereverItsPackagePutsIt(String path) {
        Tree tree = Tree.builder().put(path, FILE).put(PROGRAM, FILE).build();
        assertThat(started(tree)).hasValue("/r/" + path + " /r/bin/x");
    }

    @Test
    void linksAreFollowedInsideTheTree() {
        Tree tree = Tree.builder()
                .put("lib64", new Entry.Link("usr/lib64"))
                .put("usr/lib64/ld-linux-x86-64.so.2", new Entry.Link("/usr/./lib/../real/ld.so"))
                .put("usr/real/ld.so", FILE)
                .put("bin/x", new Entry.Link("../opt/x"))
                .put("opt/x", FILE)
                .build();
        assertThat(started(tree)).hasValue("/r/usr/real/ld.so /r/opt/x");
    }

    @Test
    void linksThatLeadNowhereOrRoundAreNoProgram() {
        Tree tree = Tree.builder()
                .put("lib64/ld-linux-x86-64.so.2", FILE)
                .put("bin/x", new Entry.Link("y"))
                .put("bin/y", new Entry.Link("x"))
                .build();
        assertThat(started(tree)).isEmpty();
        assertThat(started(Tree.EMPTY)).isEmpty();
    }

    private static Optional<String> started(Tree tree) {
        return new Loader(tree, Path.of("/r"), Platform.AMD64)
                .start(PROGRAM)
                .map(words -> words.getFirst() + " " + words.getLast());
    }
}
