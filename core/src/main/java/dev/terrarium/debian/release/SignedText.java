package dev.terrarium.debian.release;

import dev.terrarium.debian.MalformedControl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A document in OpenPGP's cleartext framework, taken apart: the text that was signed, and the signatures.
 *
 * <p>Our own reader, because every library's is lenient, and lenience here has let unsigned text pass for signed. The document is
 * one block and nothing else: nothing before it, nothing after it, no header but {@code Hash}, dash escapes where they must be
 * and nowhere else. What is not covered by the signature (blanks at the end of a line) is not in {@link #text} either.
 *
 * @param text lines joined by newlines, as they are read by whoever uses the document
 * @param armor the signatures, with their armor
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9580#name-cleartext-signature-framewo">RFC 9580, cleartext signatures</a>
 */
record SignedText(String text, String armor) {
    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String END = "-----END PGP SIGNATURE-----";

    /** Reads a document of any origin. */
    static SignedText parse(byte[] document) throws MalformedControl {
        List<String> lines = List.of(new String(document, StandardCharsets.ISO_8859_1).split("\n", -1));
        if (!lines.getFirst().stripTrailing().equals(BEGIN)) {
            throw new MalformedControl("it does not begin with a signed message");
        }
        int at = 1;
        while (!line(lines, at).isEmpty()) {
            if (!line(lines, at).startsWith("Hash: ")) {
                throw new MalformedControl("a header that is not covered by the signature: `"
                        + MalformedControl.shown(line(lines, at)) + "`");
            }
            at++;
        }
        var text = new ArrayList<String>();
        for (at++; !line(lines, at).equals(SIGNATURE); at++) {
            text.add(unescaped(line(lines, at)));
        }
        int end = at;
        while (!line(lines, end).equals(END)) {
            end++;
        }
        for (String after : lines.subList(end + 1, lines.size())) {
            if (!after.isBlank()) {
                throw new MalformedControl("something follows the signature");
            }
        }
        return new SignedText(utf8(String.join("\n", text)), String.join("\n", lines.subList(at, end + 1)) + "\n");
    }

    private static String line(List<String> lines, int at) throws MalformedControl {
        if (at >= lines.size()) {
            throw new MalformedControl("it ends before its signature does");
        }
        return stripped(lines.get(at));
    }

    /** Blanks and returns at a line's end are not signed; nothing else counts as one. */
    private static String stripped(String line) {
        int end = line.length();
        while (end > 0 && " \t\r".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return line.substring(0, end);
    }

    private static String unescaped(String line) throws MalformedControl {
        if (line.startsWith("- ")) {
            return line.substring(2);
        }
        if (line.startsWith("-")) {
            throw new MalformedControl("a line of the signed text begins with a dash that is not escaped");
        }
        return line;
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** What the signatures are made over: lines that end in CR LF, without the end of the last one. */
    static byte[] canonical(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
