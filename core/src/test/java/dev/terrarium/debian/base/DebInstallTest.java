package dev.terrarium.debian.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.TrustError;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DebInstallTest {
    @TempDir
    Path directory;

    @Test
    void filesAreMovedBehindTheMergedUsr() {
        Tree files = DebInstall.files(
                "x",
                Tree.builder()
                        .put("bin", Entry.Directory.PLAIN)
                        .put("bin/x", file("x"))
                        .put("lib", new Entry.Link("usr/lib"))
                        .put("sbin/y", file("y"))
                        .put("lib64/ld.so", new Entry.Link("/lib/x86_64-linux-gnu/ld.so"))
                        .put("usr/lib/z", file("z"))
                        .put("var/lock/q", file("q"))
                        .put("libexec/kept", file("k"))
                        .build());

        assertThat(files.entries().keySet())
                .extracting(TreePath::text)
                .containsExactly(
                        "libexec/kept", "run/lock/q", "usr/bin/x", "usr/lib/z", "usr/lib64/ld.so", "usr/sbin/y");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "lib/a/x, y, y",
        "lib/a/x, ../b/y, ../b/y",
        "lib/a/x, /lib/b/y, /lib/b/y",
        "lib/a/x, ../../usr/lib/b/y, /usr/lib/b/y",
        "lib/a/x, ../../etc/y, /etc/y",
        "usr/lib/a/x, ../../../lib/y, ../../../lib/y",
        "bin/x, ../../../../y, ../../../../y",
    })
    void aLinkLeadsWhereItLedBefore(String path, String target, String expected) {
        Tree files = DebInstall.files("x", tree(path, new Entry.Link(target)));

        assertThat(files.at(path.startsWith("usr") ? path : "usr/" + path)).contains(new Entry.Link(expected));
    }

    @Test
    void aLinkFromTheOldPlaceToTheNewOneVanishes() {
        Tree files = DebInstall.files(
                "x",
                Tree.builder()
                        .put("bin/x", new Entry.Link("/usr/bin/x"))
                        .put("sbin/y", new Entry.Link("../usr/sbin/y"))
                        .put("usr/bin/x", file("program"))
                        .build());

        assertThat(files).isEqualTo(tree("usr/bin/x", file("program")));
    }

    @Test
    void documentationStaysOutAndLicencesGoIn() {
        Tree files = DebInstall.files(
                "x",
                Tree.builder()
                        .put("usr/share/doc/x/copyright", file("c"))
                        .put("usr/share/doc/x/NOTICE.gz", file("n"))
                        .put("usr/share/doc/x/changelog.gz", file("l"))
                        .put("usr/share/doc/x/examples/copyrighted.py", file("e"))
                        .put("usr/share/doc/y", new Entry.Link("x"))
                        .put("usr/share/man/man1/x.1.gz", file("m"))
                        .put("usr/share/locale/de/x.mo", file("o"))
                        .put("usr/share/lintian/overrides/x", file("i"))
                        .put("usr/share/common-licenses/GPL-3", file("g"))
                        .put("usr/share/manual", file("kept"))
                        .build());

        assertThat(files.entries().keySet())
                .extracting(TreePath::text)
                .containsExactly(
                        "usr/share/common-licenses/GPL-3",
                        "usr/share/doc/x/NOTICE.gz",
                        "usr/share/doc/x/copyright",
                        "usr/share/doc/y",
                        "usr/share/manual");
    }

    @Test
    void directoriesStayWhereTheySaySomething() {
        Tree files = DebInstall.files(
                "x",
                Tree.builder()
                        .put("tmp", new Entry.Directory(01777))
                        .put("var/lib/x", Entry.Directory.PLAIN)
                        .put("etc", Entry.Directory.PLAIN)
                        .put("etc/x.conf", file("x"))
                        .put("usr/share/man", Entry.Directory.PLAIN)
                        .build());

        assertThat(files.entries().keySet())
                .extracting(TreePath::text)
                .containsExactly("etc/x.conf", "tmp", "var/lib/x");
    }

    @Test
    void scannersFindTheParagraphAndTheSumsOfWhatWentIn() throws Exception {
        var contents = new Contents(Store.at(directory.resolve("store")));
        Tree data = Tree.builder()
                .put("bin/x", file("hello\n"))
                .put("bin/link", new Entry.Link("x"))
                .put("usr/share/doc/x/changelog.gz", file("gone"))
                .build();

        Tree tree = DebInstall.install("x", "Package: x\nVersion: 1\n\n", data, contents);

        assertThat(text(contents, tree, "var/lib/dpkg/status.d/x")).isEqualTo("Package: x\nVersion: 1\n");
        assertThat(text(contents, tree, "var/lib/dpkg/status.d/x.md5sums"))
                .isEqualTo("b1946ac92492d2347c6235b4d2611184  usr/bin/x\n");
    }

    static List<Arguments> hostile() {
        return List.of(
                Arguments.of(
                        "a file instead of a directory",
                        tree("bin", file("x")),
                        "the package `evil` has a file where a directory belongs: `bin`"),
                Arguments.of(
                        "two files that meet",
                        Tree.builder()
                                .put("bin/x", file("1"))
                                .put("usr/bin/x", file("2"))
                                .build(),
                        "the package `evil` has two files for one path: `usr/bin/x`"),
                Arguments.of(
                        "a link that meets a file",
                        Tree.builder()
                                .put("lib/x", new Entry.Link("/etc/shadow"))
                                .put("usr/lib/x", file("2"))
                                .build(),
                        "the package `evil` has two files for one path: `usr/lib/x`"),
                Arguments.of(
                        "a directory that meets a link",
                        Tree.builder()
                                .put("lib/x", Entry.Directory.PLAIN)
                                .put("usr/lib/x", new Entry.Link("/etc"))
                                .build(),
                        "the package `evil` has two files for one path: `usr/lib/x`"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void hostile(String name, Tree data, String message) {
        assertThatThrownBy(() -> DebInstall.files("evil", data))
                .isInstanceOf(TrustError.class)
                .hasMessage(message);
    }

    private static Tree tree(String path, Entry entry) {
        return Tree.builder().put(path, entry).build();
    }

    private static Entry.File file(String text) {
        return Entry.File.plain(Content.Inline.of(text));
    }

    private static String text(Contents contents, Tree tree, String path) throws Exception {
        var file = (Entry.File) tree.at(path).orElseThrow();
        return new String(contents.read(file.content()), StandardCharsets.UTF_8);
    }
}
