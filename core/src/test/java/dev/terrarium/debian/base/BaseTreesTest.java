package dev.terrarium.debian.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.elf.ElfSample;
import dev.terrarium.elf.Machine;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseTreesTest {
    @TempDir
    Path directory;

    private Contents contents;
    private BaseTrees trees;
    private List<InstalledDeb> base;

    @BeforeEach
    void aBaseOfFourPackages() {
        var store = Store.at(directory.resolve("store"));
        contents = new Contents(store);
        trees = new BaseTrees(store, Machine.AMD64);
        base = List.of(
                deb(
                        "base-files",
                        Tree.builder()
                                .put("usr/lib/os-release", file("ID=debian\n"))
                                .put("tmp", new Entry.Directory(01777))
                                .put("root", new Entry.Directory(0700))),
                deb(
                        "ca-certificates",
                        Tree.builder()
                                .put("usr/share/ca-certificates/mozilla/B.crt", file("second"))
                                .put("usr/share/ca-certificates/mozilla/A.crt", file("first\n"))
                                .put("usr/share/ca-certificates/mozilla/README", file("not one"))),
                deb(
                        "libc",
                        Tree.builder()
                                .put("etc/ld.so.conf", file("/usr/lib/x86_64-linux-gnu\n"))
                                .put("usr/share/libc-bin/nsswitch.conf", file("hosts: files dns\n"))
                                .put("usr/lib/locale/C.utf8/LC_CTYPE", file("c"))
                                .put("usr/lib64/ld-linux-x86-64.so.2", new Entry.Link("../lib/x86_64-linux-gnu/ld"))
                                .put("usr/lib/x86_64-linux-gnu/libc.so.6", library("libc.so.6"))),
                deb("tzdata", Tree.builder().put("usr/share/zoneinfo/Etc/UTC", file("utc"))));
    }

    @Test
    void theBaseGetsWhatScriptsWouldHaveLeft() throws Exception {
        Tree tree = trees.base(base);

        assertThat(tree.entries().keySet())
                .extracting(TreePath::text)
                .containsExactly(
                        "bin",
                        "dev",
                        "etc/group",
                        "etc/gshadow",
                        "etc/ld.so.cache",
                        "etc/localtime",
                        "etc/nsswitch.conf",
                        "etc/passwd",
                        "etc/shadow",
                        "etc/ssl/certs/ca-certificates.crt",
                        "home/app",
                        "lib",
                        "lib64",
                        "proc",
                        "run",
                        "run/lock",
                        "sbin",
                        "sys",
                        "usr/bin",
                        "usr/lib/ssl/cert.pem",
                        "usr/lib/ssl/certs",
                        "usr/sbin",
                        "var/lock",
                        "var/run",
                        "var/tmp");
        assertThat(tree.at("bin")).contains(new Entry.Link("usr/bin"));
        assertThat(tree.at("var/lock")).contains(new Entry.Link("/run/lock"));
        assertThat(text(tree, "etc/ssl/certs/ca-certificates.crt")).isEqualTo("first\nsecond\n");
        assertThat(text(tree, "etc/nsswitch.conf")).isEqualTo("hosts: files dns\n");
        assertThat(text(tree, "etc/ld.so.cache"))
                .startsWith("glibc-ld.so.cache1.1")
                .contains("libc.so.6");
    }

    @Test
    void everyAccountIsLockedAndTheServiceHasOne() throws Exception {
        Tree tree = trees.base(base);

        assertThat(text(tree, "etc/passwd").lines())
                .contains(
                        "app:x:10001:10001:app:/home/app:/usr/sbin/nologin", "root:x:0:0:root:/root:/usr/sbin/nologin")
                .allMatch(line -> line.split(":").length == 7 && line.endsWith("/nologin"));
        assertThat(text(tree, "etc/shadow").lines()).hasSize(6).allMatch(line -> line.matches("[a-z]+:!\\*:::::::"));
        assertThat(text(tree, "etc/group").lines()).contains("app:x:10001:", "nogroup:x:65534:");
        assertThat(((Entry.File) tree.at("etc/shadow").orElseThrow()).mode()).isEqualTo(0600);
    }

    @Test
    void aBaseDependsOnItsPackagesAloneAndOnNoOrder() throws Exception {
        assertThat(trees.base(base.reversed())).isEqualTo(trees.base(base));
    }

    @Test
    void furtherLibrariesGetACacheOverBoth() throws Exception {
        var zlib = deb("zlib1g", Tree.builder().put("usr/lib/x86_64-linux-gnu/libz.so.1", library("libz.so.1")));

        Tree tree = trees.further(base, List.of(zlib));

        assertThat(tree.entries().keySet()).extracting(TreePath::text).containsExactly("etc/ld.so.cache");
        assertThat(text(tree, "etc/ld.so.cache")).contains("libc.so.6").contains("libz.so.1");
    }

    @Test
    void packagesThatChangeNothingLeaveTheBasesCache() throws Exception {
        var data = deb("media-types", Tree.builder().put("etc/mime.types", file("text/plain txt\n")));

        assertThat(trees.further(base, List.of(data))).isEqualTo(Tree.EMPTY);
    }

    @Test
    void aDirectoryThatOnlyFurtherPackagesHaveGetsItsLink() throws Exception {
        var multilib = deb("lib32x", Tree.builder().put("usr/lib32/libx.so.1", file("x")));

        assertThat(trees.further(base, List.of(multilib)).at("lib32")).contains(new Entry.Link("usr/lib32"));
    }

    @Test
    void aBaseWithoutItsPackagesIsRefusedWithEverythingThatIsMissing() {
        assertThatThrownBy(() -> trees.base(base.subList(1, 3)))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.problems())
                                .extracting(Problem::message)
                                .containsExactly(
                                        "the base has no `usr/lib/os-release`, which `base-files` brings",
                                        "the base has no `usr/share/zoneinfo/Etc/UTC`, which `tzdata` brings"));
    }

    private static InstalledDeb deb(String name, Tree.Builder files) {
        return new InstalledDeb(name, Digest.ofBytes(name.getBytes(StandardCharsets.UTF_8)), files.build());
    }

    private static Entry.File library(String soname) {
        return Entry.File.plain(
                new Content.Inline(ElfSample.amd64().soname(soname).bytes()));
    }

    private static Entry.File file(String text) {
        return Entry.File.plain(Content.Inline.of(text));
    }

    private String text(Tree tree, String path) throws Exception {
        var file = (Entry.File) tree.at(path).orElseThrow();
        return new String(contents.read(file.content()), StandardCharsets.ISO_8859_1);
    }
}
