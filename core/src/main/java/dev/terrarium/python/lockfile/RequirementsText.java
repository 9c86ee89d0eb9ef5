package dev.terrarium.python.lockfile;

import dev.terrarium.python.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a requirements file, decoded as pip decodes it: by its byte order mark (PowerShell writes UTF-16), by a comment of
 * PEP 263 in its first two lines, else as UTF-8.
 *
 * <p>pip then tries the locale's encoding; a result that depends on the locale is refused here.
 */
final class RequirementsText {
    private static final Pattern CODING = Pattern.compile("^#.*coding[:=]\\s*([-\\w.]+)");
    private static final List<Mark> MARKS = List.of(
            new Mark("EFBBBF", "UTF-8"),
            new Mark("0000FEFF", "UTF-32BE"),
            new Mark("FFFE0000", "UTF-32LE"),
            new Mark("FEFF", "UTF-16BE"),
            new Mark("FFFE", "UTF-16LE"));

    private record Mark(String hex, String charset) {
        int length() {
            return hex.length() / 2;
        }

        boolean begins(byte[] bytes) {
            return bytes.length >= length()
                    && java.util.HexFormat.of()
                            .withUpperCase()
                            .formatHex(bytes, 0, length())
                            .equals(hex);
        }
    }

    private RequirementsText() {}

    static String decoded(byte[] bytes) throws Malformed {
        for (Mark mark : MARKS) {
            if (mark.begins(bytes)) {
                return decoded(bytes, mark.length(), Charset.forName(mark.charset()));
            }
        }
        Optional<String> declared = declared(bytes);
        return decoded(bytes, 0, declared.isPresent() ? charset(declared.get()) : StandardCharsets.UTF_8);
    }

    private static Optional<String> declared(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 1024), StandardCharsets.ISO_8859_1);
        return head.lines()
                .limit(2)
                .map(CODING::matcher)
                .filter(Matcher::find)
                .map(match -> match.group(1))
                .findFirst();
    }

    /** Python writes {@code latin-1} where Java wants {@code latin1}. */
    private static Charset charset(String name) throws Malformed {
        try {
            String dense = name.replaceAll("[-_]", "");
            return Charset.forName(Charset.isSupported(name) || dense.isEmpty() ? name : dense);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new Malformed("an encoding that is not known: `" + Malformed.shown(name) + "`");
        }
    }

    private static String decoded(byte[] bytes, int from, Charset charset) throws Malformed {
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("the file is not " + charset
                    + ": save it as UTF-8, or name its encoding in the first line, `# -*- coding: … -*-`");
        }
    }
}
