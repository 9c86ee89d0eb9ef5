package dev.terrarium.archive.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.archive.Damage;
import dev.terrarium.archive.Tools;
import dev.terrarium.io.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TarReaderTest {
    @TempDir
    private Path directory;

    private static List<TarEntry> read(byte[] tar, Limits limits) throws IOException {
        var reader = new TarReader(new ByteArrayInputStream(tar), limits);
        var entries = new ArrayList<TarEntry>();
        for (var member = reader.next(); member.isPresent(); member = reader.next()) {
            entries.add(member.get().entry());
            if (entries.size() % 2 == 0) {
                assertThat(reader.content().readAllBytes())
                        .hasSize((int) member.get().entry().size());
            }
        }
        return entries;
    }

    private static List<TarEntry> read(byte[] tar) throws IOException {
        return read(tar, Limits.PACKAGE);
    }

    private void makeTree() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("tree/usr/" + "long/".repeat(30)));
        Files.writeString(tree.resolve("n".repeat(120)), "deep");
        Files.writeString(directory.resolve("tree/straße"), "umlaut");
        Files.writeString(directory.resolve("tree/one"), "1");
        Files.createLink(directory.resolve("tree/two"), directory.resolve("tree/one"));
        Files.createSymbolicLink(directory.resolve("tree/zlink"), Path.of("t/".repeat(70) + "target"));
    }

    @ParameterizedTest
    @MethodSource("writers")
    void tarsOfOtherWritersAreRead(List<String> command) throws IOException, InterruptedException {
        makeTree();
        Tools.run(directory, command.toArray(String[]::new));
        var entries = read(Files.readAllBytes(directory.resolve("a.tar")));
        var paths = entries.stream().map(TarEntry::path).toList();

        assertThat(paths).contains("", "usr", "straße", "one", "two", "usr/" + "long/".repeat(30) + "n".repeat(120));
        assertThat(entries)
                .filteredOn(entry -> entry.type() == TarEntry.Type.SYMBOLIC_LINK)
                .extracting(TarEntry::target)
                .containsExactly("t/".repeat(70) + "target");
        assertThat(entries)
                .filteredOn(entry -> entry.type() == TarEntry.Type.HARD_LINK)
                .hasSize(1)
                .allMatch(
                        entry -> entry.target().equals("one") || entry.target().equals("two"));
    }

    static Stream<List<String>> writers() {
        return Stream.of(
                List.of("tar", "--format=gnu", "-cf", "a.tar", "-C", "tree", "."),
                List.of("tar", "--format=pax", "-cf", "a.tar", "-C", "tree", "."),
                List.of("bsdtar", "--format=pax", "-cf", "a.tar", "-C", "tree", "."),
                List.of("bsdtar", "--format=gnutar", "-cf", "a.tar", "-C", "tree", "."));
    }

    @Test
    void oldHeadersWithoutMagicAreRead() throws IOException, InterruptedException {
        Files.writeString(Files.createDirectories(directory.resolve("tree/d")).resolve("f"), "old");
        Tools.run(directory, "tar", "--format=v7", "-cf", "a.tar", "-C", "tree", "d");

        assertThat(read(Files.readAllBytes(directory.resolve("a.tar"))))
                .extracting(TarEntry::type, TarEntry::path)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(TarEntry.Type.DIRECTORY, "d"),
                        org.assertj.core.groups.Tuple.tuple(TarEntry.Type.FILE, "d/f"));
    }

    @Test
    void anEmptyPackageIsReadAsDpkgPacksIt() throws IOException, InterruptedException {
        Path control = Files.createDirectories(directory.resolve("deb/DEBIAN"));
        Files.writeString(
                control.resolve("control"),
                "Package: a\nVersion: 1\nArchitecture: all\nMaintainer: a <a@packages.example>\nDescription: a\n");
        Files.writeString(
                Files.createDirectories(directory.resolve("deb/usr/bin")).resolve("a"), "#!/bin/sh\n");
        Tools.run(directory, "dpkg-deb", "--root-owner-group", "-b", "deb", "a.deb");
        Tools.run(directory, "sh", "-c", "dpkg-deb --fsys-tarfile a.deb > a.tar");

        assertThat(read(Files.readAllBytes(directory.resolve("a.tar"))))
                .extracting(TarEntry::path)
                .containsExactly("", "usr", "usr/bin", "usr/bin/a");
    }

    /** Valid headers, of which each case breaks one thing. */
    private static byte[] header(TarEntry entry, Consumer<byte[]> change) {
        byte[] header = TarHeader.of(entry, 0);
        change.accept(header);
        int block = header.length - 512;
        Arrays.fill(header, block + 148, block + 156, (byte) ' ');
        int sum = 0;
        for (int i = block; i < header.length; i++) {
            sum += header[i] & 0xFF;
        }
        put(header, block + 148, String.format("%06o\0", sum));
        return header;
    }

    private static void put(byte[] bytes, int offset, String text) {
        byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(latin, 0, bytes, offset, latin.length);
    }

    private static byte[] flagged(char flag, String name, String body) {
        byte[] content = body.getBytes(StandardCharsets.ISO_8859_1);
        return join(
                header(TarEntry.file(name, 0644, content.length), block -> block[156] = (byte) flag),
                Arrays.copyOf(content, content.length + TarHeader.padding(content.length)));
    }

    private static byte[] pax(String... records) {
        var body = new StringBuilder();
        for (String record : records) {
            int length = record.length() + 2;
            length +=
                    Integer.toString(length + Integer.toString(length).length()).length();
            body.append(length).append(' ').append(record).append('\n');
        }
        return flagged('x', "PaxHeader", body.toString());
    }

    private static byte[] file(String name) {
        return header(TarEntry.file(name, 0644, 0), block -> {});
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static final byte[] END = new byte[1024];

    static Stream<Arguments> hostile() {
        TarEntry a = TarEntry.file("a", 0644, 0);
        return Stream.of(
                hostile("nothing at all", new byte[0], "the tar ends at byte 0, in the middle"),
                hostile("no end", file("a"), "the tar ends at byte 512, in the middle"),
                hostile(
                        "a content that is cut",
                        TarHeader.of(TarEntry.file("a", 0644, 700), 0),
                        "the tar ends at byte 512, in the middle"),
                hostile("more after the end", join(END, file("a")), "the tar ends at byte 0, but more follows"),
                hostile(
                        "a wrong checksum",
                        join(new byte[] {1}, Arrays.copyOf(new byte[0], 511)),
                        "the tar header at byte 0 has a wrong checksum"),
                hostile(
                        "a size that is no number",
                        header(a, block -> put(block, 124, "0000000x000")),
                        "the size of the tar header at byte 0 is not a number"),
                hostile(
                        "a negative size",
                        header(a, block -> Arrays.fill(block, 124, 136, (byte) 0xFF)),
                        "the size of the tar header at byte 0 is not a number"),
                hostile(
                        "a parent",
                        join(file("x/../../etc/passwd"), END),
                        "the tar entry `x/../../etc/passwd` has an unsafe name"),
                hostile(
                        "an absolute name",
                        join(file("/etc/passwd"), END),
                        "the tar entry `/etc/passwd` has an unsafe name"),
                hostile(
                        "an empty name",
                        join(header(a, block -> block[0] = 0), END),
                        "the tar entry `` has an unsafe name"),
                hostile(
                        "a name that is not UTF-8",
                        join(header(a, block -> block[0] = (byte) 0xFF), END),
                        "the name of the tar header at byte 0 is not UTF-8"),
                hostile(
                        "a hard link to a parent",
                        join(
                                header(a, block -> {
                                    block[156] = '1';
                                    put(block, 157, "../x");
                                }),
                                END),
                        "the tar entry `../x` has an unsafe name"),
                hostile(
                        "a link to nothing",
                        join(header(a, block -> block[156] = '2'), END),
                        "the tar entry `a` is a link without a usable target"),
                hostile(
                        "a directory with content",
                        join(header(TarEntry.file("a", 0644, 512), block -> block[156] = '5'), new byte[512], END),
                        "the tar entry `a` is no file, but has content"),
                hostile("a sparse file", join(flagged('S', "a", ""), END), "the tar entry `a` is a sparse file"),
                hostile(
                        "a sparse file by pax",
                        join(pax("GNU.sparse.major=1"), file("a"), END),
                        "the pax header at byte 0 is of a sparse file"),
                hostile(
                        "an unknown type",
                        join(flagged('M', "a", ""), END),
                        "the tar header at byte 0 is of an unknown type: `M`"),
                hostile(
                        "two sizes",
                        join(pax("size=0"), TarHeader.of(TarEntry.file("a", 0644, 512), 0), new byte[512], END),
                        "the tar entry at byte 1024 has two sizes: 512 and 0"),
                hostile(
                        "two pax headers",
                        join(pax("path=b"), pax("path=c"), file("a"), END),
                        "the extended header at byte 1024 is the second one for its entry"),
                hostile(
                        "a long name of each kind",
                        join(flagged('L', "././@LongLink", "b\0"), pax("path=c"), file("a"), END),
                        "the tar entry at byte 2048 has a long name of each kind"),
                hostile(
                        "a pax header for nothing",
                        join(pax("path=b"), END),
                        "the tar ends at byte 1024, after an extended header"),
                hostile(
                        "a pax record longer than its header",
                        join(flagged('x', "p", "99 path=b\n"), file("a"), END),
                        "the pax header at byte 0 has a broken record"),
                hostile(
                        "a pax record of no length",
                        join(flagged('x', "p", "0 path=b\n"), file("a"), END),
                        "the pax header at byte 0 has a broken record"),
                hostile(
                        "a path said twice",
                        join(pax("path=b", "path=c"), file("a"), END),
                        "the pax header at byte 0 says `path` twice"),
                hostile(
                        "a path with NUL",
                        join(pax("path=b\0c"), file("a"), END),
                        "the pax header at byte 0 has no usable `path`"),
                hostile(
                        "a size of twenty digits",
                        join(pax("size=99999999999999999999"), file("a"), END),
                        "the pax header before byte 1024 has no usable `size`"),
                hostile(
                        "a path for all",
                        join(flagged('g', "p", "10 path=b\n"), file("a"), END),
                        "the pax header at byte 0 is for all entries, and not a comment"),
                hostile(
                        "a huge pax header",
                        header(TarEntry.file("p", 0644, 2 << 20), block -> block[156] = 'x'),
                        "the extended header at byte 0 has 2097152 bytes"),
                hostile(
                        "too many entries",
                        join(file("a"), file("b"), file("c"), file("d"), END),
                        "more than 3 entries"),
                hostile(
                        "too much content",
                        TarHeader.of(TarEntry.file("a", 0644, 1 << 20), 0),
                        "more than 10000 bytes of content"),
                hostile(
                        "too long a name",
                        join(pax("path=" + "n".repeat(400)), file("a"), END),
                        "a name of 400 characters"));
    }

    private static Arguments hostile(String what, byte[] tar, String message) {
        return Arguments.of(what, tar, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void hostileTarsAreRefused(String what, byte[] tar, String message) {
        assertThatThrownBy(() -> read(tar, new Limits(10_000, 3, 300, 10)))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void aSizeThatOnlyPaxCanSayIsTheOneThatCounts() throws IOException {
        byte[] inner = join(file("hidden"), new byte[512]);
        byte[] tar = join(pax("size=1024"), file("a"), inner, file("b"), END);

        assertThat(read(tar)).extracting(TarEntry::path).containsExactly("a", "b");
    }

    @Test
    void damageIsAlwaysToldProperly() {
        byte[] tar = join(
                pax("path=some/long/name", "size=600"),
                header(TarEntry.file("a", 0644, 600), block -> {}),
                new byte[1024],
                flagged('L', "././@LongLink", "another/name\0"),
                file("b"),
                TarHeader.of(TarEntry.link("c", "d"), 0),
                END);

        Damage.isAlwaysToldProperly(tar, 2000, bytes -> read(bytes, new Limits(1 << 20, 100, 300, 10)));
    }
}
