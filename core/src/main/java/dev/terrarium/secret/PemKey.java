package dev.terrarium.secret;

import java.util.regex.Pattern;

/**
 * The beginning of a private key in text form, alone in its file or inside a string.
 *
 * <p>The header alone is no key: programs that read keys name it. After it a line must end, or {@code \n} stand for that, and
 * something encoded must follow.
 */
final class PemKey {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN (?:[A-Z0-9]{1,12}+ ){0,3}?PRIVATE KEY(?: BLOCK)?-----"
                    + "(?:\\\\r)?+(?:\\\\n|\\r?\\n|\\r)[\"'\\s+,\\\\]*+"
                    + "(?:[A-Za-z0-9-]{1,20}+: |([A-Za-z0-9+/=]{3,64}+)(?!\\.\\.))");

    private PemKey() {}

    static boolean begins(String text) {
        return KEY.matcher(text).lookingAt();
    }
}
