package dev.terrarium.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The expected digests were written down from what protoc's Python code makes of the same messages. */
class ActionDigestTest {
    @TempDir
    Path directory;

    private static final Tree ROOT = Tree.builder()
            .put("bin/tool", Entry.File.executable(Content.Inline.of("#!x\n")))
            .put("bin/sh", new Entry.Link("tool"))
            .put("data/é.txt", Entry.File.plain(Content.Inline.of("héllo\n")))
            .put("data/\uD83D\uDE00", Entry.File.plain(Content.Inline.of("")))
            .put("data/\uFFEE", Entry.File.plain(Content.Inline.of("w")))
            .put("empty", Entry.Directory.PLAIN)
            .build();

    private static final Exec EXEC = new Exec(
            Exec.Code.OURS,
            List.of("/bin/tool", "", "in.txt"),
            new TreeMap<>(Map.of("LC_ALL", "C.UTF-8", "Z", "")),
            TreePath.of("build"),
            ROOT,
            Tree.builder()
                    .put("build/in.txt", Entry.File.plain(Content.Inline.of("1".repeat(200))))
                    .build(),
            List.of(TreePath.of("build/out/b"), TreePath.of("build/a")),
            new TreeMap<>(Map.of("arch", "amd64", "OSFamily", "linux")),
            Duration.ofMinutes(10));

    @Test
    void theMessagesAreThoseOfProtoc() throws IOException {
        Sized root = ActionDigest.inputRoot(EXEC, new FileDigests(store()));
        assertThat(root).isEqualTo(sized("96dbf9cff3b7b6de63a7900fb80d7c592ff98e1aeb1d1c78a92e5c1836656fbf", 312));
        assertThat(ActionDigest.command(EXEC))
                .isEqualTo(sized("56ff1513c9692148e54a14c5a74c37e8848040ffc1ab3602f7490861aea0bc24", 98));
        assertThat(ActionDigest.action(EXEC, root))
                .isEqualTo(sized("d6d62d1072e4d9d50d7fa60f6c0a4fcace0d14e9bb4e1126f6544acc3dd4bc3f", 182));
    }

    @Test
    void whatIsAbsentIsLeftOut() throws IOException {
        var exec = new Exec(
                Exec.Code.FOREIGN,
                List.of("/f"),
                new TreeMap<>(),
                TreePath.of("w"),
                Tree.builder().put("f", Entry.File.plain(Content.Inline.of(""))).build(),
                Tree.EMPTY,
                List.of(TreePath.of("w/o")),
                new TreeMap<>(),
                Duration.ofMillis(1500));
        assertThat(ActionDigest.of(exec, store()))
                .isEqualTo(new Digest("558db5f31382b0dfbc71b36d10af67df92a862200e273e6b4f427d9b4fb50b98"));
    }

    @Test
    void onlyTheExecutableBitOfAModeCounts() throws IOException {
        var content = Content.Inline.of("x");
        assertThat(digestOf(new Entry.File(content, 0600))).isEqualTo(digestOf(new Entry.File(content, 0644)));
        assertThat(digestOf(new Entry.File(content, 0744))).isEqualTo(digestOf(new Entry.File(content, 0755)));
        assertThat(digestOf(new Entry.File(content, 0644))).isNotEqualTo(digestOf(new Entry.File(content, 0755)));
    }

    @Test
    void aSliceAndTheSameBytesInlineAreOneFile() throws IOException {
        Digest blob = store().put("abcdef".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(digestOf(Entry.File.plain(new Content.Stored(blob, 2, 3))))
                .isEqualTo(digestOf(Entry.File.plain(Content.Inline.of("cde"))));
        assertThat(digestOf(Entry.File.plain(new Content.Stored(blob, 0, 6))))
                .isEqualTo(digestOf(Entry.File.plain(Content.Inline.of("abcdef"))));
    }

    @Test
    void theDigestsOfALargeTreeAreFoundAgain() throws IOException {
        var tree = Tree.builder();
        for (int i = 0; i < 200; i++) {
            tree.put("d" + i % 7 + "/f" + i, Entry.File.plain(Content.Inline.of("file " + i)));
        }
        Tree built = tree.build();
        Sized first = Directories.digest(built, new FileDigests(store()).of(built));
        assertThat(directory.resolve("store/ac/file-digests-v1")).isDirectory();
        assertThat(Directories.digest(built, new FileDigests(store()).of(built)))
                .isEqualTo(first);
    }

    @Test
    void anOutputOutsideTheWorkingDirectoryIsAMistake() {
        assertThatThrownBy(() -> new Exec(
                        Exec.Code.OURS,
                        List.of("/f"),
                        new TreeMap<>(),
                        TreePath.of("w"),
                        ROOT,
                        Tree.EMPTY,
                        List.of(TreePath.of("v/o")),
                        new TreeMap<>(),
                        Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the output `v/o` is not below `w`");
    }

    private Sized digestOf(Entry entry) throws IOException {
        Tree tree = Tree.builder().put("f", entry).build();
        return Directories.digest(tree, new FileDigests(store()).of(tree));
    }

    private Store store() {
        return Store.at(directory.resolve("store"));
    }

    private static Sized sized(String hex, long size) {
        return new Sized(new Digest(hex), size);
    }
}
