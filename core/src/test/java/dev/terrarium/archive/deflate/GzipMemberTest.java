package dev.terrarium.archive.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipMemberTest {
    @TempDir
    private Path directory;

    private static byte[] gzip(byte[]... inputs) {
        var encoder = new DeflateEncoder();
        var out = new ByteArrayOutputStream();
        var member = GzipMember.EMPTY;
        out.writeBytes(GzipMember.header());
        for (byte[] input : inputs) {
            Segment segment = encoder.encode(input, 0, input.length);
            out.writeBytes(segment.deflated());
            member = member.with(segment.crc(), segment.rawLength());
        }
        out.writeBytes(member.end());
        return out.toByteArray();
    }

    @Test
    void segmentsWithHeaderAndEndAreAGzipFile() throws IOException {
        byte[][] inputs = Corpus.all().values().toArray(byte[][]::new);

        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip(inputs))).readAllBytes())
                .isEqualTo(Corpus.join(inputs));
    }

    @Test
    void noSegmentAtAllIsAnEmptyGzipFile() throws IOException {
        byte[] empty = gzip();

        assertThat(empty).hasSize(GzipMember.OVERHEAD);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(empty)).readAllBytes())
                .isEmpty();
    }

    @Test
    void gzipItselfFindsNothingWrong() throws IOException, InterruptedException {
        byte[][] inputs = Corpus.all().values().toArray(byte[][]::new);
        Path file = Files.write(directory.resolve("all.gz"), gzip(inputs));
        Path unpacked = directory.resolve("all");

        assertThat(run("gzip", "-t", file.toString())).isZero();
        assertThat(run("sh", "-c", "gzip -dc '" + file + "' > '" + unpacked + "'"))
                .isZero();
        assertThat(Files.readAllBytes(unpacked)).isEqualTo(Corpus.join(inputs));
    }

    private static int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            return Assumptions.abort("oracle missing: " + command[0]);
        }
    }

    @Test
    void theChecksumOfTwoPartsIsThatOfTheWhole() {
        var random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] a = new byte[random.nextInt(3000)];
            byte[] b = new byte[i % 10 == 0 ? 0 : random.nextInt(70_000)];
            random.nextBytes(a);
            random.nextBytes(b);

            assertThat(Crc32.combine(crc(a), crc(b), b.length)).isEqualTo(crc(Corpus.join(a, b)));
        }
    }

    @Test
    void checksumsOfMoreThanFourGigabytesCombine() {
        int mebibyte = crc(new byte[1 << 20]);
        int doubled = mebibyte;
        for (long length = 1 << 20; length < 1L << 33; length *= 2) {
            doubled = Crc32.combine(doubled, doubled, length);
        }
        int added = 0;
        for (long length = 0; length < 1L << 33; length += 1 << 20) {
            added = Crc32.combine(added, mebibyte, 1 << 20);
        }

        assertThat(doubled).isEqualTo(added);
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
