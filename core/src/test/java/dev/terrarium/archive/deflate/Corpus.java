package dev.terrarium.archive.deflate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Inputs of every kind, the same in every run and on every JDK: {@code Random}'s numbers are laid down by its documentation. */
final class Corpus {
    private Corpus() {}

    static Map<String, byte[]> all() {
        var corpus = new LinkedHashMap<String, byte[]>();
        corpus.put("empty", new byte[0]);
        corpus.put("one byte", new byte[] {42});
        corpus.put("three bytes", "abc".getBytes(StandardCharsets.US_ASCII));
        corpus.put("short text", "import os, os.path, os.stat\n".getBytes(StandardCharsets.US_ASCII));
        corpus.put("zeros", new byte[300_000]);
        corpus.put("text", text(11, 400_000));
        corpus.put("code", code(12, 400_000));
        corpus.put("random", random(13, 200_000));
        corpus.put("random stored in two blocks", random(14, 131_071));
        corpus.put("runs", runs(15, 200_000));
        corpus.put("far repeats", farRepeats());
        corpus.put("text, then code, then random", join(text(16, 150_000), code(17, 150_000), random(18, 50_000)));
        corpus.put("two symbols", twoSymbols());
        corpus.put("a skewed alphabet", skewed());
        return corpus;
    }

    /** Words of a made-up language, the frequent ones short, on lines with indentation. */
    static byte[] text(int seed, int length) {
        var random = new Random(seed);
        var words = new String[3000];
        for (int i = 0; i < words.length; i++) {
            var word = new StringBuilder();
            for (int letters = 2 + Integer.numberOfTrailingZeros(i + 1) + random.nextInt(7); letters > 0; letters--) {
                word.append((char) ('a' + Math.min(random.nextInt(26), random.nextInt(26))));
            }
            words[i] = word.toString();
        }
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append("    ".repeat(random.nextInt(4)));
            for (int count = 1 + random.nextInt(9); count > 0; count--) {
                int rank = Math.min(random.nextInt(words.length), random.nextInt(words.length));
                text.append(words[Math.min(rank, random.nextInt(words.length))])
                        .append(" ._=(,):\"".charAt(random.nextInt(9)));
            }
            text.append('\n');
        }
        return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), length);
    }

    /** Something like machine code: opcodes of uneven frequency, small offsets, tables that grow evenly. */
    static byte[] code(int seed, int length) {
        var random = new Random(seed);
        byte[] bytes = new byte[length];
        int address = 0x1000;
        for (int i = 0; i + 12 < length; ) {
            if (random.nextInt(200) == 0) {
                for (int n = 0; n < 12; n++) {
                    bytes[i++] = (byte) (n % 4 == 0 ? address += 8 : n % 4 == 1 ? address >> 8 : 0);
                }
            } else {
                bytes[i++] = (byte) (0x40 + Math.min(random.nextInt(32), random.nextInt(64)));
                bytes[i++] = (byte) (0x89 - random.nextInt(3));
                bytes[i++] = (byte) (random.nextInt(8) << 3);
                if (random.nextInt(3) == 0) {
                    bytes[i++] = (byte) random.nextInt(256);
                }
            }
        }
        return bytes;
    }

    static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] runs(int seed, int length) {
        var random = new Random(seed);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; ) {
            int end = Math.min(length, i + 1 + random.nextInt(1 << random.nextInt(12)));
            Arrays.fill(bytes, i, end, (byte) random.nextInt(4));
            i = end;
        }
        return bytes;
    }

    /** The same random bytes at distances just inside, at, and beyond the window, and beyond 64 KiB. */
    private static byte[] farRepeats() {
        byte[] piece = random(19, 1000);
        byte[] gap = random(20, 80_000);
        return join(
                piece,
                Arrays.copyOf(gap, 31_766),
                piece,
                Arrays.copyOf(gap, 31_767),
                piece,
                Arrays.copyOf(gap, 31_768),
                piece,
                Arrays.copyOf(gap, 31_769),
                piece,
                gap,
                piece);
    }

    private static byte[] twoSymbols() {
        var random = new Random(21);
        byte[] bytes = new byte[50_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(50) == 0 ? 1 : 0);
        }
        return bytes;
    }

    /** Frequencies that double from byte to byte, in an order without repeats: codes come out longer than deflate allows. */
    private static byte[] skewed() {
        var random = new Random(22);
        byte[] bytes = new byte[60_000];
        for (int i = 0; i < bytes.length; i++) {
            int level = Math.min(22, Long.numberOfTrailingZeros(random.nextLong()));
            bytes[i] = (byte) (level * 11);
        }
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        byte[] joined =
                new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
