package dev.terrarium.archive.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.archive.Damage;
import dev.terrarium.archive.Tools;
import dev.terrarium.io.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ZipReaderTest {
    @TempDir
    private Path directory;

    private List<ZipMember> read(byte[] zip) throws IOException {
        return read(zip, Limits.PACKAGE);
    }

    private List<ZipMember> read(byte[] zip, Limits limits) throws IOException {
        return ZipReader.read(Files.write(directory.resolve("a.zip"), zip), limits);
    }

    @Test
    void membersThatWereStreamedAreFoundWhereTheyLie() throws Exception {
        var out = new ByteArrayOutputStream();
        byte[] content = "some content, some content, some content".getBytes(StandardCharsets.UTF_8);
        try (var zip = new ZipOutputStream(out)) {
            for (String name : List.of("a/", "a/b", "größe")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(content, 0, name.endsWith("/") ? 0 : content.length);
            }
        }
        var members = read(out.toByteArray());

        assertThat(members).extracting(ZipMember::name).containsExactly("a", "a/b", "größe");
        assertThat(members).extracting(ZipMember::directory).containsExactly(true, false, false);
        try (var inflater = new Inflater(true)) {
            inflater.setInput(out.toByteArray(), (int) members.get(1).dataOffset(), (int)
                    members.get(1).compressedSize());
            byte[] inflated = new byte[content.length];
            assertThat(inflater.inflate(inflated)).isEqualTo(content.length);
            assertThat(inflated).isEqualTo(content);
        }
    }

    @Test
    void zipsOfPythonAreReadWithTheirModes() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("plain"), "plain");
        Files.writeString(directory.resolve("run"), "#!");
        directory.resolve("run").toFile().setExecutable(true, false);
        Tools.run(directory, "python3", "-m", "zipfile", "-c", "p.zip", "plain", "run");

        assertThat(ZipReader.read(directory.resolve("p.zip"), Limits.PACKAGE))
                .extracting(ZipMember::name, member -> member.mode() & 0111)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("plain", 0),
                        org.assertj.core.groups.Tuple.tuple("run", 0111));
    }

    @Test
    void zip64OfPythonIsRead() throws IOException, InterruptedException {
        String script = """
                import zipfile
                with zipfile.ZipFile("p.zip", "w") as z:
                    for i in range(66000):
                        z.writestr(f"d/{i}", "x")
                with zipfile.ZipFile("q.zip", "w", zipfile.ZIP_DEFLATED) as z:
                    with z.open("large", "w", force_zip64=True) as f:
                        f.write(b"x" * 1000)
                with zipfile.ZipFile(open("r.zip", "wb"), "w", zipfile.ZIP_DEFLATED) as z:
                    z.writestr("a", "b")
                """;
        Tools.run(directory, "python3", "-c", script);

        assertThat(ZipReader.read(directory.resolve("p.zip"), Limits.PACKAGE)).hasSize(66_000);
        assertThat(ZipReader.read(directory.resolve("q.zip"), Limits.PACKAGE))
                .extracting(ZipMember::size)
                .containsExactly(1000L);
        assertThat(ZipReader.read(directory.resolve("r.zip"), Limits.PACKAGE)).hasSize(1);
    }

    @Test
    void descriptorsWithAndWithoutSignatureAreRight() throws IOException {
        for (boolean signed : new boolean[] {true, false}) {
            assertThat(read(TestZip.of(member -> member.stream(signed)).build()))
                    .hasSize(2);
        }
    }

    @Test
    void anEmptyZipAndACommentAreNoProblem() throws IOException {
        assertThat(read(new TestZip().build())).isEmpty();
        assertThat(read(TestZip.of(member -> {})
                        .with(zip -> zip.comment = "made by hand".getBytes(StandardCharsets.UTF_8))
                        .build()))
                .hasSize(2);
    }

    @Test
    void twoEqualMembersOfOneNameAreOne() throws IOException {
        assertThat(read(TestZip.of(member -> {})
                        .add("a", "content", member -> {})
                        .build()))
                .hasSize(2);
    }

    static Stream<Arguments> hostile() {
        byte[] other = TestZip.of(member -> {}).build();
        byte[] fakeEnd = new TestZip().build();
        return Stream.of(
                hostile(new byte[0], "not a zip: it has no end record"),
                hostile("no zip at all".repeat(9).getBytes(StandardCharsets.UTF_8), "not a zip: it has no end record"),
                hostile(zip(z -> z.after = new byte[1]), "more follows after the zip's end"),
                hostile(zip(z -> z.comment = fakeEnd), "the zip has two ends"),
                hostile(zip(z -> z.comment = join(fakeEnd, new byte[3])), "more follows after the zip's end"),
                hostile(join(other, other), "the zip's directory is not right before its end"),
                hostile(
                        zip(z -> z.before = "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)),
                        "the zip does not begin with its first member"),
                hostile(
                        zip(z -> z.betweenDirectoryAndEnd = new byte[4]),
                        "the zip's directory is not right before its end"),
                hostile(zip(z -> z.disk = 1), "the zip is in several parts"),
                hostile(zip(z -> z.entries = 1), "the zip's directory is damaged"),
                hostile(zip(z -> z.entries = 3), "the zip's directory is damaged"),
                hostile(
                        member(m -> m.localName = "b"),
                        "the zip member `a` is another one in its own header than in the directory"),
                hostile(
                        member(m -> m.localSize = 3),
                        "the zip member `a` is another one in its own header than in the directory"),
                hostile(
                        member(m -> m.localCrc = 3),
                        "the zip member `a` is another one in its own header than in the directory"),
                hostile(member(m -> m.offset = 5), "the zip member `first` overlaps with what follows it"),
                hostile(
                        member(m -> m.data = new byte[9]),
                        "the zip member `a` is followed by bytes that belong to nothing"),
                hostile(
                        member(m -> {
                            m.stream(true);
                            m.descriptor[4] ^= 1;
                        }),
                        "the zip member `a` is not followed by its descriptor"),
                hostile(
                        member(m -> {
                            m.stream(true);
                            m.descriptor = new byte[0];
                        }),
                        "the zip member `a` is not followed by its descriptor"),
                hostile(member(m -> m.flags = 1), "the zip member `a` is encrypted"),
                hostile(member(m -> m.flags = 1 << 13), "the zip member `a` has unknown flags"),
                hostile(member(m -> m.method = 12), "the zip member `a` is compressed by the unknown method 12"),
                hostile(member(m -> m.size = m.localSize = 8), "the zip member `a` is stored, but has two sizes"),
                hostile(member(m -> m.attributes = 0120777 << 16), "the zip member `a` is no file"),
                hostile(member(m -> m.attributes = 0040755 << 16), "the zip member `a` is no file"),
                hostile(named("d/"), "the zip member `d/` is a directory only by name"),
                hostile(
                        member(m -> {
                            m.name = m.localName = "d/";
                            m.attributes = 0;
                        }),
                        "the zip member `d/` is a directory with content"),
                hostile(named("../a"), "the zip member `../a` has an unsafe name"),
                hostile(named("x/../../a"), "the zip member `x/../../a` has an unsafe name"),
                hostile(named("/etc/passwd"), "the zip member `/etc/passwd` has an unsafe name"),
                hostile(named("C:/a"), "the zip member `C:/a` has an unsafe name"),
                hostile(named("x\\a"), "the zip member `x\\a` has an unsafe name"),
                hostile(named("x\0a"), "the zip member `x\\x00a` has an unsafe name"),
                hostile(named("x\na"), "the zip member `x\\x0aa` has an unsafe name"),
                hostile(named("x//a"), "the zip member `x//a` has an unsafe name"),
                hostile(named("./a"), "the zip member `./a` has an unsafe name"),
                hostile(named(""), "the zip member `` has an unsafe name"),
                hostile(named("ü"), "the zip member `ü` has a name in an unknown encoding"),
                hostile(named("n".repeat(400)), "a zip member's name has 400 bytes"),
                hostile(
                        member(m -> m.extra = new byte[] {1, 0, 99, 0}),
                        "the zip member `a` has extra fields that cannot be relied on"),
                hostile(
                        member(m -> m.extra = new byte[] {0x75, 0x70, 0, 0}),
                        "the zip member `a` has extra fields that cannot be relied on"),
                hostile(
                        TestZip.of(m -> {}).add("a", "else", m -> {}).build(),
                        "two different zip members are named `a`"),
                hostile(
                        TestZip.of(m -> {}).add("a/b", "x", m -> {}).build(),
                        "the zip member `a/b` is in `a`, which is a file"),
                hostile(
                        TestZip.of(m -> {})
                                .add("b", "", m -> {})
                                .add("c", "", m -> {})
                                .add("d", "", m -> {})
                                .build(),
                        "more than 4 zip members"),
                hostile(
                        member(m -> {
                            m.method = 8;
                            m.size = m.localSize = 20_000;
                        }),
                        "the zip's members have more than 10000 bytes"));
    }

    private static byte[] zip(java.util.function.Consumer<TestZip> change) {
        return TestZip.of(member -> {}).with(change).build();
    }

    private static byte[] member(java.util.function.Consumer<TestZip.Member> change) {
        return TestZip.of(change).build();
    }

    private static byte[] named(String name) {
        return member(member -> member.name = member.localName = name);
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }

    private static Arguments hostile(byte[] zip, String message) {
        return Arguments.of(zip, message);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("hostile")
    void hostileZipsAreRefused(byte[] zip, String message) {
        assertThatThrownBy(() -> read(zip, new Limits(10_000, 4, 300, 10)))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void aBombIsStoppedByItsRatio() {
        byte[] bomb = member(member -> {
            member.method = 8;
            member.size = member.localSize = 1 << 30;
        });

        assertThatThrownBy(() -> read(bomb, new Limits(1L << 40, 4, 300, 200)))
                .hasMessage("the zip's members are more than 200 times as large as the zip");
    }

    @Test
    void damageIsAlwaysToldProperly() {
        byte[] valid = TestZip.of(member -> member.stream(true))
                .add("d/", "", member -> member.attributes = 0)
                .add("d/e", "more content", member -> {})
                .build();

        Damage.isAlwaysToldProperly(valid, 500, bytes -> read(bytes, new Limits(10_000, 100, 300, 10)));
    }
}
