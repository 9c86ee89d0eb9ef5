package dev.terrarium.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.terrarium.io.LimitExceeded;
import dev.terrarium.io.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CompressedInputTest {
    @TempDir
    private Path directory;

    private static final byte[] TEXT = "The quick brown fox. ".repeat(500).getBytes(StandardCharsets.US_ASCII);

    private static byte[] gzip(byte[] raw) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(raw);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] xz(byte[] raw, int dictionary) {
        var out = new ByteArrayOutputStream();
        try {
            var options = new LZMA2Options(0);
            options.setDictSize(dictionary);
            try (var xz = new XZOutputStream(out, options)) {
                xz.write(raw);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] gunzip(byte[] bytes) throws IOException {
        return GzipInput.open(new ByteArrayInputStream(bytes), Limits.PACKAGE).readAllBytes();
    }

    private static byte[] unxz(byte[] bytes) throws IOException {
        return XzInput.open(new ByteArrayInputStream(bytes), Limits.PACKAGE).readAllBytes();
    }

    private static byte[] unzstd(byte[] bytes) throws IOException {
        return ZstdInput.open(new ByteArrayInputStream(bytes), Limits.PACKAGE).readAllBytes();
    }

    private static byte[] zstd(byte[] raw) {
        return Zstd.compress(raw);
    }

    @Test
    void aGzipStreamOfManyMembersIsReadToItsEnd() throws IOException {
        assertThat(gunzip(join(gzip(TEXT), gzip(new byte[0]), gzip(TEXT)))).isEqualTo(join(TEXT, TEXT));
    }

    @Test
    void anXzStreamOfManyPartsIsReadToItsEnd() throws IOException {
        assertThat(unxz(join(xz(TEXT, 4096), xz(TEXT, 4096)))).isEqualTo(join(TEXT, TEXT));
    }

    @Test
    void aZstdStreamOfManyFramesIsReadToItsEnd() throws IOException {
        byte[] skippable = {0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3};

        assertThat(unzstd(join(zstd(TEXT), skippable, zstd(new byte[0]), zstd(TEXT))))
                .isEqualTo(join(TEXT, TEXT));
    }

    @Test
    void whatZstdMakesOfALongWindowIsRead() throws IOException, InterruptedException {
        Files.write(directory.resolve("text"), TEXT);
        Tools.run(directory, "zstd", "-q", "--ultra", "-22", "--long=27", "text");

        assertThat(unzstd(Files.readAllBytes(directory.resolve("text.zst")))).isEqualTo(TEXT);
    }

    @Test
    void bytesThatComeOneByOneMakeNoDifference() throws IOException {
        byte[] bytes = join(gzip(TEXT), gzip(TEXT));
        var slow = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1));
            }
        };

        assertThat(GzipInput.open(slow, Limits.PACKAGE).readAllBytes()).isEqualTo(join(TEXT, TEXT));
    }

    @Test
    void namesAndCommentsOfGzipAreSkipped() throws IOException, InterruptedException {
        Files.write(directory.resolve("name"), TEXT);
        Tools.run(directory, "gzip", "-9", "name");

        assertThat(gunzip(Files.readAllBytes(directory.resolve("name.gz")))).isEqualTo(TEXT);
    }

    static List<Arguments> hostileGzip() {
        byte[] valid = gzip(TEXT);
        byte[] wrongCrc = valid.clone();
        wrongCrc[valid.length - 8] ^= 1;
        byte[] wrongLength = valid.clone();
        wrongLength[valid.length - 1] ^= 1;
        byte[] wrongMethod = valid.clone();
        wrongMethod[2] = 9;
        byte[] wrongFlags = valid.clone();
        wrongFlags[3] = (byte) 0x80;
        byte[] broken = valid.clone();
        Arrays.fill(broken, 10, 30, (byte) 0xFF);
        byte[] endlessName = join(new byte[] {0x1F, (byte) 0x8B, 8, 8, 0, 0, 0, 0, 0, 0}, filled(70_000, 'n'));
        return List.of(
                Arguments.of(new byte[0], "not a gzip stream: it is empty"),
                Arguments.of(TEXT, "not a gzip stream"),
                Arguments.of(Arrays.copyOf(valid, 5), "the gzip stream ends in the middle"),
                Arguments.of(Arrays.copyOf(valid, 40), "the gzip stream ends in the middle"),
                Arguments.of(Arrays.copyOf(valid, valid.length - 3), "the gzip stream ends in the middle"),
                Arguments.of(wrongCrc, "the gzip stream has another checksum or length than it says"),
                Arguments.of(wrongLength, "the gzip stream has another checksum or length than it says"),
                Arguments.of(wrongMethod, "the gzip stream is not compressed by deflate"),
                Arguments.of(wrongFlags, "the gzip header has unknown flags"),
                Arguments.of(endlessName, "the gzip header has a name without end"),
                Arguments.of(broken, "the gzip stream is damaged"),
                Arguments.of(join(valid, TEXT), "more follows after the gzip stream"),
                Arguments.of(join(valid, Arrays.copyOf(valid, 30)), "the gzip stream ends in the middle"));
    }

    private static byte[] filled(int length, char with) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("hostileGzip")
    void hostileGzipStreamsAreRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> gunzip(bytes))
                .isInstanceOf(ArchiveException.class)
                .hasMessage(message);
    }

    static List<Arguments> hostileXz() {
        byte[] valid = xz(TEXT, 4096);
        byte[] broken = valid.clone();
        Arrays.fill(broken, 30, 40, (byte) 0);
        return List.of(
                Arguments.of(new byte[0], "the xz stream ends in the middle"),
                Arguments.of(TEXT, "the xz stream is damaged"),
                Arguments.of(Arrays.copyOf(valid, 40), "the xz stream ends in the middle"),
                Arguments.of(Arrays.copyOf(valid, valid.length - 1), "the xz stream ends in the middle"),
                Arguments.of(broken, "the xz stream is damaged"),
                Arguments.of(join(valid, TEXT), "the xz stream is damaged"),
                Arguments.of(xz(TEXT, 256 << 20), "the xz stream asks for more than 128 MiB of memory"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("hostileXz")
    void hostileXzStreamsAreRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> unxz(bytes))
                .isInstanceOf(ArchiveException.class)
                .hasMessage(message);
    }

    static List<Arguments> hostileZstd() {
        byte[] valid = zstd(TEXT);
        byte[] broken = valid.clone();
        Arrays.fill(broken, 8, valid.length - 4, (byte) 0xFF);
        // a frame of no known length with a window of 256 MiB, whose one block is raw and empty
        byte[] window = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, (byte) ((28 - 10) << 3), 1, 0, 0};
        return List.of(
                Arguments.of(new byte[0], "the zstd stream is empty"),
                Arguments.of(TEXT, "the zstd stream is damaged: unknown frame descriptor"),
                Arguments.of(Arrays.copyOf(valid, 3), "the zstd stream is damaged: truncated source"),
                Arguments.of(Arrays.copyOf(valid, valid.length - 1), "the zstd stream is damaged: truncated source"),
                Arguments.of(broken, "the zstd stream is damaged: data corruption detected"),
                Arguments.of(join(valid, TEXT), "the zstd stream is damaged: unknown frame descriptor"),
                Arguments.of(window, "the zstd stream is damaged: frame requires too much memory for decoding"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("hostileZstd")
    void hostileZstdStreamsAreRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> unzstd(bytes))
                .isInstanceOf(ArchiveException.class)
                .hasMessage(message);
    }

    @Test
    void moreThanTheLimitIsNeverReturned() {
        var limits = Limits.PACKAGE.withBytes(10_000);

        assertThatThrownBy(() -> GzipInput.open(new ByteArrayInputStream(gzip(TEXT)), limits)
                        .readAllBytes())
                .isInstanceOf(LimitExceeded.class)
                .hasMessage("more than 10000 bytes come out of the compressed stream");
        assertThatThrownBy(() -> XzInput.open(new ByteArrayInputStream(xz(TEXT, 4096)), limits)
                        .readAllBytes())
                .isInstanceOf(LimitExceeded.class);
        assertThatThrownBy(() -> ZstdInput.open(new ByteArrayInputStream(zstd(TEXT)), limits)
                        .readAllBytes())
                .isInstanceOf(LimitExceeded.class);
    }

    @Test
    void aBombIsStoppedByItsRatio() {
        byte[] bomb = gzip(new byte[110_000_000]);
        var limits = new Limits(1 << 30, 1, 1, 200);

        assertThatThrownBy(() -> GzipInput.open(new ByteArrayInputStream(bomb), limits)
                        .transferTo(java.io.OutputStream.nullOutputStream()))
                .isInstanceOf(LimitExceeded.class)
                .hasMessage("more than 200 times as much comes out as went in");
    }

    @Test
    void damageIsAlwaysToldProperly() {
        Damage.isAlwaysToldProperly(join(gzip(TEXT), gzip(TEXT)), 1000, CompressedInputTest::gunzip);
        Damage.isAlwaysToldProperly(xz(TEXT, 4096), 1000, CompressedInputTest::unxz);
        Damage.isAlwaysToldProperly(join(zstd(TEXT), zstd(TEXT)), 1000, CompressedInputTest::unzstd);
    }

    @Test
    void closingClosesWhatIsBeneath() throws IOException {
        for (byte[] bytes : new byte[][] {gzip(TEXT), xz(TEXT, 4096)}) {
            var closed = new boolean[1];
            var in = new ByteArrayInputStream(bytes) {
                @Override
                public void close() {
                    closed[0] = true;
                }
            };
            InputStream opened =
                    bytes[0] == 0x1F ? GzipInput.open(in, Limits.PACKAGE) : XzInput.open(in, Limits.PACKAGE);
            opened.close();
            assertThat(closed[0]).isTrue();
        }
    }
}
