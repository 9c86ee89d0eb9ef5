package dev.terrarium.debian.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarWriter;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.debian.DebWriter;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DebPackageTest {
    private static final Deb HELLO = Deb.of("hello", "2.10-3")
            .with("Depends", "libc6 (>= 2.38)")
            .withFile("usr/bin/hello", "#!/bin/sh\necho hello\n", 0755)
            .withFile("usr/bin/su", "root", 04755)
            .withFile("etc/hello.conf", "greeting = hello\n")
            .withLink("usr/bin/hi", "hello")
            .with(Map.of(
                    "usr/share/hello/link", new Deb.Item.HardLink("etc/hello.conf"),
                    "var/lib/hello", new Deb.Item.Directory(0755),
                    "var/mail", new Deb.Item.Directory(02775),
                    "tmp", new Deb.Item.Directory(01777)));

    @TempDir
    Path directory;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.at(directory.resolve("store"));
    }

    @Test
    void filesAreSlicesOfOneTarInTheStore() throws IOException {
        DebPackage deb = read(DebWriter.write(HELLO));
        assertThat(deb.stanza().field("depends")).contains("libc6 (>= 2.38)");
        assertThat(deb.control()).isEqualTo(HELLO.control());
        assertThat(deb.md5sums()).contains("  usr/bin/hello\n");
        assertThat(deb.conffiles()).containsExactly(TreePath.of("etc/hello.conf"));
        assertThat(text(deb, "usr/bin/hello")).isEqualTo("#!/bin/sh\necho hello\n");
        assertThat(deb.data().at("usr/bin/hi")).contains(new Entry.Link("hello"));
    }

    @Test
    void aHardLinkHasTheContentOfItsFile() throws IOException {
        DebPackage deb = read(DebWriter.write(HELLO));
        assertThat(deb.data().at("usr/share/hello/link")).isEqualTo(deb.data().at("etc/hello.conf"));
        assertThat(text(deb, "usr/share/hello/link")).isEqualTo("greeting = hello\n");
    }

    @Test
    void setIdBitsAreReportedAndNotCarried() throws IOException {
        DebPackage deb = read(DebWriter.write(HELLO));
        assertThat(deb.setIds()).containsExactly(TreePath.of("usr/bin/su"), TreePath.of("var/mail"));
        assertThat(((Entry.File) deb.data().at("usr/bin/su").orElseThrow()).mode())
                .isEqualTo(0755);
    }

    @Test
    void onlyDirectoriesThatSaySomethingHaveAnEntry() throws IOException {
        DebPackage deb = read(DebWriter.write(HELLO));
        assertThat(deb.data().entries().entrySet())
                .filteredOn(entry -> entry.getValue() instanceof Entry.Directory)
                .extracting(entry -> entry.getKey().text())
                .containsExactly("tmp", "var/lib/hello", "var/mail");
    }

    @Test
    void theDataIsDecompressedOnce() throws IOException {
        byte[] bytes = DebWriter.write(HELLO);
        DebPackage first = read(bytes);
        Digest tar = ((dev.terrarium.tree.Content.Stored)
                        ((Entry.File) first.data().at("usr/bin/hello").orElseThrow()).content())
                .blob();
        var before = Files.getLastModifiedTime(store.pathOf(tar));
        assertThat(read(bytes)).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(store.pathOf(tar))).isEqualTo(before);
        Files.delete(store.pathOf(tar));
        assertThat(read(bytes)).isEqualTo(first);
        assertThat(store.has(tar)).isTrue();
    }

    @Test
    void gzipAndPlainMembersAreReadToo() throws IOException {
        DebPackage expected = read(DebWriter.write(HELLO));
        byte[] control = DebWriter.controlTar(HELLO);
        byte[] data = DebWriter.dataTar(HELLO);
        assertThat(read(ar("debian-binary", "2.0\n", "control.tar.gz", DebWriter.gzip(control), "data.tar", data)))
                .isEqualTo(expected);
        assertThat(read(ar("debian-binary", "2.0\n", "control.tar", control, "data.tar.gz", DebWriter.gzip(data))))
                .isEqualTo(expected);
    }

    @Test
    void zstdMembersAreReadAsUbuntuWritesThem() throws IOException {
        byte[] zstd = DebWriter.write(HELLO.compressedBy(Deb.Compression.ZSTD));
        assertThat(read(zstd)).isEqualTo(read(DebWriter.write(HELLO)));
    }

    @Test
    void oldCompressionsAreRefused() {
        byte[] bytes = ar("debian-binary", "2.0\n", "control.tar.bz2", "x", "data.tar.bz2", "x");
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(UserError.class)
                .hasMessage("`hello.deb` has a `control.tar.bz2`: packages compressed like that are not read in this"
                        + " version");
    }

    @Test
    void dpkgAgreesOnWhatIsInIt() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/dpkg-deb"))) {
            Assumptions.abort("oracle missing: dpkg-deb");
        }
        Path file = Files.write(directory.resolve("hello.deb"), DebWriter.write(HELLO));
        Process dpkg = new ProcessBuilder("dpkg-deb", "--fsys-tarfile", file.toString()).start();
        Process tar = new ProcessBuilder("tar", "-tf", "-").start();
        Thread.startVirtualThread(() -> {
            try (var in = tar.getOutputStream()) {
                dpkg.getInputStream().transferTo(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        var names = new TreeSet<String>();
        new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.endsWith("/"))
                .forEach(line -> names.add(line.replaceFirst("^\\./", "")));
        assertThat(dpkg.waitFor()).isZero();
        DebPackage deb = read(Files.readAllBytes(file));
        assertThat(deb.data().entries().entrySet().stream()
                        .filter(entry -> !(entry.getValue() instanceof Entry.Directory))
                        .map(entry -> entry.getKey().text()))
                .containsExactlyElementsOf(names);
    }

    @ParameterizedTest
    @MethodSource
    void hostilePackagesAreRefusedByName(byte[] deb, String message) {
        assertThatThrownBy(() -> read(deb))
                .isInstanceOf(TrustError.class)
                .hasMessage("`hello.deb` is no sound package: " + message);
    }

    static Stream<Arguments> hostilePackagesAreRefusedByName() {
        byte[] control = DebWriter.controlTar(HELLO);
        byte[] data = DebWriter.dataTar(HELLO);
        String order = " instead of debian-binary, control.tar and data.tar";
        return Stream.of(
                Arguments.of(new byte[0], "the ar archive ends at byte 0, in a header"),
                Arguments.of("not a package, but long enough".getBytes(StandardCharsets.US_ASCII), "not an ar archive"),
                Arguments.of(
                        ar("control.tar", control, "debian-binary", "2.0\n", "data.tar", data),
                        "its members are `control.tar debian-binary data.tar`" + order),
                Arguments.of(
                        ar("debian-binary", "2.0\n", "data.tar", data, "control.tar", control),
                        "its members are `debian-binary data.tar control.tar`" + order),
                Arguments.of(
                        ar("debian-binary", "2.0\n", "control.tar", control),
                        "its members are `debian-binary control.tar`" + order),
                Arguments.of(
                        ar("debian-binary", "2.0\n", "control.tar", control, "data.tar", data, "data.tar.xz", data),
                        "its members are `debian-binary control.tar data.tar data.tar.xz`" + order),
                Arguments.of(
                        ar("debian-binary", "2.0\n", "control.tar", control, "data.tar", data, "data.tar", data),
                        "two ar members are named `data.tar`"),
                Arguments.of(
                        ar("debian-binary", "3.0\n", "control.tar", control, "data.tar", data),
                        "it is of another format than 2.0"),
                Arguments.of(
                        ar("debian-binary", "2.0\n", "control.tar", control, "data.tar.7z", data),
                        "its member `data.tar.7z` has an unknown name"),
                Arguments.of(
                        ar("debian-binary", "2.0\n", "control.tar", tar(), "data.tar", data),
                        "there is no control file in `control.tar`"),
                Arguments.of(
                        ar("debian-binary", "2.0\n", "control.tar", tar("control", "A: 1\n\nB: 2\n"), "data.tar", data),
                        "its control file has 2 paragraphs instead of one"),
                Arguments.of(
                        ar("debian-binary", "2.0\n", "control.tar", tar("control", "nothing"), "data.tar", data),
                        "line 1 is no field: `nothing`"),
                Arguments.of(
                        ar(
                                "debian-binary",
                                "2.0\n",
                                "control.tar",
                                tar("control", "A: 1\n", "conffiles", "/etc/../../x\n"),
                                "data.tar",
                                data),
                        "its list of conffiles names `/etc/../../x`"),
                with(TarEntry.file("../evil", 0644, 0), "the tar entry `../evil` has an unsafe name"),
                with(TarEntry.file("/etc/passwd", 0644, 0), "the tar entry `/etc/passwd` has an unsafe name"),
                with(TarEntry.file("a/../../b", 0644, 0), "the tar entry `a/../../b` has an unsafe name"),
                with(entry(TarEntry.Type.FIFO, ""), "the tar entry `x` is a device or a pipe"),
                with(entry(TarEntry.Type.BLOCK_DEVICE, ""), "the tar entry `x` is a device or a pipe"),
                with(entry(TarEntry.Type.CHARACTER_DEVICE, ""), "the tar entry `x` is a device or a pipe"),
                with(
                        entry(TarEntry.Type.HARD_LINK, "etc/shadow"),
                        "the tar entry `x` is a hard link to something that is no file before it: `etc/shadow`"),
                with(
                        List.of(TarEntry.file("x", 0644, 0), TarEntry.file("x", 0755, 0)),
                        "two tar entries are named `x`"),
                with(
                        List.of(TarEntry.link("x", "/etc"), TarEntry.file("x/passwd", 0644, 0)),
                        "`x` is no directory, but `x/passwd` is in it"),
                with(
                        List.of(TarEntry.link("y", "/etc/shadow"), entry(TarEntry.Type.HARD_LINK, "y")),
                        "the tar entry `x` is a hard link to something that is no file before it: `y`"));
    }

    @Test
    void mutatedPackagesNeverThrowAnythingElse() {
        byte[] whole = DebWriter.write(HELLO);
        byte[] plain = ar(
                "debian-binary",
                "2.0\n",
                "control.tar",
                DebWriter.controlTar(HELLO),
                "data.tar",
                DebWriter.dataTar(HELLO));
        var random = new Random(11);
        var outcomes = new ArrayList<String>();
        for (int round = 0; round < 400; round++) {
            byte[] bytes = (round % 2 == 0 ? whole : plain).clone();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                read(bytes);
                outcomes.add("read");
            } catch (TrustError | UserError e) {
                outcomes.add("refused");
            }
        }
        assertThat(outcomes).contains("refused");
    }

    private static TarEntry entry(TarEntry.Type type, String target) {
        return new TarEntry(type, "x", 0644, 0, 0, 0, target);
    }

    private static Arguments with(TarEntry entry, String message) {
        return with(List.of(entry), message);
    }

    private static Arguments with(List<TarEntry> entries, String message) {
        var bytes = new ByteArrayOutputStream();
        try {
            var tar = new TarWriter(bytes, 0);
            for (TarEntry entry : entries) {
                tar.add(entry);
            }
            tar.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] deb = ar(
                "debian-binary",
                "2.0\n",
                "control.tar",
                DebWriter.controlTar(HELLO),
                "data.tar.xz",
                DebWriter.xz(bytes.toByteArray()));
        return Arguments.of(deb, message);
    }

    /** A tar of files: name, content, name, content. */
    private static byte[] tar(String... files) {
        var bytes = new ByteArrayOutputStream();
        try {
            var tar = new TarWriter(bytes, 0);
            for (int i = 0; i < files.length; i += 2) {
                byte[] content = files[i + 1].getBytes(StandardCharsets.UTF_8);
                tar.add(TarEntry.file(files[i], 0644, content.length), content);
            }
            tar.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** An ar: name, content, name, content; contents are bytes or text. */
    private static byte[] ar(Object... members) {
        var sorted = new TreeMap<String, byte[]>();
        for (int i = 0; i < members.length; i += 2) {
            sorted.put((char) ('a' + i) + members[i].toString(), bytes(members[i + 1]));
        }
        return DebWriter.ar(sorted);
    }

    private static byte[] bytes(Object content) {
        return content instanceof byte[] bytes ? bytes : content.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private DebPackage read(byte[] deb) {
        try {
            return DebPackage.open(store, store.put(deb), "hello.deb");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(DebPackage deb, String path) throws IOException {
        var file = (Entry.File) deb.data().at(path).orElseThrow();
        return new String(new Contents(store).read(file.content()), StandardCharsets.UTF_8);
    }
}
