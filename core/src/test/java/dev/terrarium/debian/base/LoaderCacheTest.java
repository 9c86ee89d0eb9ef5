package dev.terrarium.debian.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.elf.ElfSample;
import dev.terrarium.elf.ElfScan;
import dev.terrarium.elf.Machine;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoaderCacheTest {
    private static final String LIB = "usr/lib/x86_64-linux-gnu/";

    @TempDir
    Path directory;

    private static Tree.Builder configured() {
        return Tree.builder()
                .put("etc/ld.so.conf", file("include /etc/ld.so.conf.d/*.conf # all of them\n"))
                .put("etc/ld.so.conf.d/libc.conf", file("# default\n/usr/local/lib\n"))
                .put("etc/ld.so.conf.d/x86.conf", file("/lib/x86_64-linux-gnu\n/usr/lib/x86_64-linux-gnu/\n"))
                .put("etc/ld.so.conf.d/other.txt", file("/opt/none\n"));
    }

    private static Tree manyKinds() {
        return configured()
                .put(LIB + "liba.so.1.2", library("liba.so.1"))
                .put(LIB + "liba.so.1", new Entry.Link("liba.so.1.2"))
                .put(LIB + "libb.so.9", library("libb.so.9"))
                .put(LIB + "libb.so", new Entry.Link("libb.so.9"))
                .put(LIB + "libb.so.10", library("libb.so.10"))
                .put(
                        LIB + "libnoname.so",
                        Entry.File.plain(new Content.Inline(ElfSample.amd64().bytes())))
                .put(LIB + "libdangling.so.1", new Entry.Link("gone"))
                .put(LIB + "libloop.so.1", new Entry.Link("libloop.so.1"))
                .put(LIB + "libtext.so", file("INPUT(-lc) and enough text to be looked at as a binary, were it one"))
                .put(LIB + "engines/libinner.so", library("libinner.so"))
                .put(LIB + "plugin.so", library("plugin.so"))
                .put("usr/local/lib/liba.so.1", library("liba.so.1"))
                .put("usr/lib/libtop.so.2", library("libtop.so.2"))
                .build();
    }

    @Test
    void theLoadersNamesAreThoseThatLdconfigFinds() throws Exception {
        Tree tree = manyKinds();

        assertThat(libraries(tree))
                .extracting(library -> library.soname() + " " + library.path())
                .containsExactly(
                        "liba.so.1 /usr/local/lib/liba.so.1",
                        "liba.so.1 /lib/x86_64-linux-gnu/liba.so.1",
                        "libb.so /lib/x86_64-linux-gnu/libb.so",
                        "libb.so.10 /lib/x86_64-linux-gnu/libb.so.10",
                        "libb.so.9 /lib/x86_64-linux-gnu/libb.so.9",
                        "libnoname.so /lib/x86_64-linux-gnu/libnoname.so",
                        "libtop.so.2 /lib/libtop.so.2");
    }

    @Test
    void ldconfigReadsOurFileAndWouldWriteTheSame() throws Exception {
        Tree tree = manyKinds();
        Path root = directory.resolve("root");
        write(tree, root);
        Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
        Path ours = directory.resolve("ours");
        Files.write(ours, LoaderCacheFile.write(libraries(tree), Machine.AMD64));

        List<String> read = ldconfig("-p", "-C", ours.toString());
        ldconfig("-X", "-r", root.toString(), "-C", "/theirs");
        if (!Files.exists(root.resolve("theirs"))) {
            Assumptions.abort("oracle missing: ldconfig as root");
        }

        assertThat(read)
                .hasSize(8)
                .isEqualTo(ldconfig("-p", "-C", root.resolve("theirs").toString()));
    }

    @Test
    void namesStandInTheOrderInWhichTheLoaderHalvesThem() {
        assertThat(Stream.of("libx.so.10", "libx.so.9", "libx.so", "liby.so.1", "lib1.so", "libB.so", "libx10.so")
                        .sorted(LoaderCacheFile::compare))
                .containsExactly("libB.so", "libx.so", "libx.so.9", "libx.so.10", "libx10.so", "liby.so.1", "lib1.so");
    }

    @Test
    void theOrderOfNamesIsAnOrder() {
        var random = new Random(42);
        List<String> names = Stream.generate(() -> name(random)).limit(60).toList();
        for (String a : names) {
            for (String b : names) {
                assertThat(Integer.signum(LoaderCacheFile.compare(a, b)))
                        .isEqualTo(-Integer.signum(LoaderCacheFile.compare(b, a)));
            }
        }
    }

    @Test
    void librariesOfAnotherMachineAreNotOffered() throws Exception {
        Tree tree = configured()
                .put(
                        LIB + "liba.so.1",
                        Entry.File.plain(new Content.Inline(
                                ElfSample.of(Machine.ARM64).soname("liba.so.1").bytes())))
                .build();

        assertThat(libraries(tree)).isEmpty();
        assertThat(LoaderCacheFile.write(List.of(), Machine.ARM64)).hasSize(48);
    }

    @Test
    void aConfigurationThatIncludesItselfEnds() throws Exception {
        Tree tree = Tree.builder()
                .put("etc/ld.so.conf", file("include ld.so.conf\ninclude *.conf\ninclude\n/a\n/b=libc6\nnothing\n"))
                .build();

        assertThat(LoaderConfiguration.directories(new Stack(List.of(tree)), contents()))
                .containsExactly("/a", "/b", "/lib", "/usr/lib");
    }

    private static String name(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append("ab.019".charAt(random.nextInt(6)));
        }
        return text.toString();
    }

    private Contents contents() {
        return new Contents(Store.at(directory.resolve("store")));
    }

    private List<LoaderCache.Library> libraries(Tree tree) throws IOException {
        var facts = new ElfScan(Store.at(directory.resolve("store"))).of(tree);
        return new LoaderCache(new Stack(List.of(tree)), contents(), Machine.AMD64, facts.files()).libraries();
    }

    private void write(Tree tree, Path root) throws IOException {
        for (Map.Entry<TreePath, Entry> each : tree.entries().entrySet()) {
            Path path = root.resolve(each.getKey().text());
            Files.createDirectories(path.getParent());
            switch (each.getValue()) {
                case Entry.Directory directory -> Files.createDirectories(path);
                case Entry.Link link -> Files.createSymbolicLink(path, Path.of(link.target()));
                case Entry.File file -> Files.write(path, contents().read(file.content()));
            }
        }
    }

    private static List<String> ldconfig(String... arguments) throws Exception {
        if (!Files.isExecutable(Path.of("/sbin/ldconfig"))) {
            Assumptions.abort("oracle missing: ldconfig");
        }
        Process process = new ProcessBuilder(Stream.concat(Stream.of("/sbin/ldconfig"), Stream.of(arguments))
                        .toList())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text.lines()
                .filter(line -> !line.startsWith("Cache generated"))
                .map(line -> line.replaceFirst(" in cache .*", ""))
                .toList();
    }

    private static Entry.File library(String soname) {
        return Entry.File.plain(
                new Content.Inline(ElfSample.amd64().soname(soname).bytes()));
    }

    private static Entry.File file(String text) {
        return Entry.File.plain(Content.Inline.of(text));
    }
}
