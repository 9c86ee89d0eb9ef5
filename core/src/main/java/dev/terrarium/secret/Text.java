package dev.terrarium.secret;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Bytes of a text as UTF-8, whatever Windows' editors and shells wrote it in. */
final class Text {
    private Text() {}

    static byte[] utf8(byte[] content) {
        if (content.length >= 2 && content[0] == (byte) 0xff && content[1] == (byte) 0xfe) {
            return from(content, StandardCharsets.UTF_16LE);
        }
        if (content.length >= 2 && content[0] == (byte) 0xfe && content[1] == (byte) 0xff) {
            return from(content, StandardCharsets.UTF_16BE);
        }
        return content;
    }

    private static byte[] from(byte[] content, Charset charset) {
        int length = Math.min(content.length, Secrets.MOST_BYTES);
        return new String(content, 2, length - 2, charset).getBytes(StandardCharsets.UTF_8);
    }
}
