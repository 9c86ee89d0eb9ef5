package dev.terrarium.archive.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DeflateEncoderTest {
    /** What {@link DeflateEncoder#ID} promises: another digest here needs another ID there. */
    private static final Map<String, String> GOLDEN = Map.ofEntries(
            Map.entry("empty", "eb6ab504da0b4384"),
            Map.entry("one byte", "87fb143c8f0ec281"),
            Map.entry("three bytes", "76578fd093cc9c9b"),
            Map.entry("short text", "e53e80dad8a53dff"),
            Map.entry("zeros", "116d277fd3e34914"),
            Map.entry("text", "9265923df096b6d3"),
            Map.entry("code", "2686b3f9b1194b9e"),
            Map.entry("random", "f4c2ff5724a02ad0"),
            Map.entry("random stored in two blocks", "1a1fb35d8d602c0d"),
            Map.entry("runs", "3d629e5834d7fb9b"),
            Map.entry("far repeats", "8f43b0302c0d3732"),
            Map.entry("text, then code, then random", "0fb7773fa57e4b73"),
            Map.entry("two symbols", "8cb00d93ea8a2efe"),
            Map.entry("a skewed alphabet", "e133791088688e63"));

    private final DeflateEncoder encoder = new DeflateEncoder();

    @TestFactory
    Iterable<DynamicTest> theBytesAreThoseThatTheIdPromises() {
        assertThat(DeflateEncoder.ID).isEqualTo("terrarium-deflate/1");
        return Corpus.all().entrySet().stream()
                .map(input -> DynamicTest.dynamicTest(
                        input.getKey(),
                        () -> assertThat(digest(encode(input.getValue()).deflated()))
                                .isEqualTo(GOLDEN.get(input.getKey()))))
                .toList();
    }

    @TestFactory
    Iterable<DynamicTest> whatIsInflatedIsWhatWasDeflated() {
        return Corpus.all().entrySet().stream()
                .map(input -> DynamicTest.dynamicTest(input.getKey(), () -> assertRoundTrip(input.getValue())))
                .toList();
    }

    @Test
    void everyLengthUpToAFewBlocksSurvives() throws DataFormatException {
        byte[] text = Corpus.text(1, 600);
        for (int length = 0; length <= text.length; length++) {
            assertRoundTrip(Arrays.copyOf(text, length));
        }
    }

    @Test
    void inputsOfRandomShapeSurvive() throws DataFormatException {
        var random = new Random(2);
        for (int i = 0; i < 300; i++) {
            assertRoundTrip(anything(random));
        }
    }

    /** Pieces of noise and of what came before, at random. */
    private static byte[] anything(Random random) {
        byte[] bytes = new byte[random.nextInt(1 << (4 + random.nextInt(14)))];
        int symbols = 1 + random.nextInt(256);
        for (int i = 0; i < bytes.length; ) {
            int count = Math.min(bytes.length - i, 1 + random.nextInt(600));
            int back = i == 0 || random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(i);
            for (int end = i + count; i < end; i++) {
                bytes[i] = back == 0 ? (byte) random.nextInt(symbols) : bytes[i - back];
            }
        }
        return bytes;
    }

    @Test
    void neitherEarlierInputsNorThePlaceInTheArrayHaveAnyInfluence() {
        byte[] code = Corpus.code(3, 100_000);
        byte[] fresh = encode(code).deflated();
        encoder.encode(Corpus.text(4, 300_000), 0, 300_000);
        byte[] moved = Corpus.join(Corpus.random(5, 777), code, Corpus.random(6, 55));

        assertThat(encoder.encode(moved, 777, code.length).deflated()).isEqualTo(fresh);
        assertThat(encoder.encode(code, 0, code.length).deflated()).isEqualTo(fresh);
    }

    @Test
    void aSegmentEndsOnAByteWithAnEmptyStoredBlock() {
        Corpus.all().values().forEach(input -> {
            byte[] deflated = encode(input).deflated();
            assertThat(Arrays.copyOfRange(deflated, deflated.length - 4, deflated.length))
                    .containsExactly(0, 0, 0xFF, 0xFF);
        });
    }

    @Test
    void segmentsJoinedInflateToTheirInputsJoined() throws DataFormatException {
        var joined = new ByteArrayOutputStream();
        Corpus.all().values().forEach(input -> joined.writeBytes(encode(input).deflated()));

        assertThat(inflate(joined.toByteArray()))
                .isEqualTo(Corpus.join(Corpus.all().values().toArray(byte[][]::new)));
    }

    @Test
    void noiseGrowsByNoMoreThanTheHeadersOfItsStoredBlocks() {
        for (int length : new int[] {1, 10, 65_535, 65_536, 500_000}) {
            assertThat(encode(Corpus.random(7, length)).deflated().length)
                    .isLessThanOrEqualTo(length + 5 * (length / 20_000 + 2));
        }
    }

    @Test
    void madeUpTextAndCodeAreWithinAHundredthOfWhatZlibMakesOfThem() {
        for (byte[] input : new byte[][] {Corpus.text(8, 1 << 20), Corpus.code(9, 1 << 20)}) {
            assertThat(encode(input).deflated().length).isLessThanOrEqualTo(zlib(input) * 101 / 100);
        }
    }

    private Segment encode(byte[] input) {
        return encoder.encode(input, 0, input.length);
    }

    private void assertRoundTrip(byte[] input) throws DataFormatException {
        var segment = encode(input);
        var crc = new CRC32();
        crc.update(input);
        assertThat(inflate(segment.deflated())).isEqualTo(input);
        assertThat(segment.rawLength()).isEqualTo(input.length);
        assertThat(segment.crc()).isEqualTo((int) crc.getValue());
    }

    private static byte[] inflate(byte[] deflated) throws DataFormatException {
        var out = new ByteArrayOutputStream();
        try (var inflater = new Inflater(true)) {
            inflater.setInput(deflated);
            byte[] buffer = new byte[1 << 16];
            for (int count; (count = inflater.inflate(buffer)) > 0; ) {
                out.write(buffer, 0, count);
            }
            assertThat(inflater.finished()).isFalse();
            assertThat(inflater.getRemaining()).isZero();
        }
        return out.toByteArray();
    }

    private static int zlib(byte[] input) {
        try (var deflater = new Deflater(6, true)) {
            deflater.setInput(input);
            return deflater.deflate(new byte[input.length * 2], 0, input.length * 2, Deflater.SYNC_FLUSH);
        }
    }

    private static String digest(byte[] bytes) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                .substring(0, 16);
    }
}
