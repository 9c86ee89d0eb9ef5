package dev.terrarium.secret;

import java.util.Locale;

/** Knows files of private keys that are no text: by their name and by how they begin. */
final class KeyStores {
    private KeyStores() {}

    static boolean looksLikeOne(String path, byte[] content) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".p12") || lower.endsWith(".pfx")) {
            return begins(content, 0x30, 0x82) || begins(content, 0x30, 0x80);
        }
        return lower.endsWith(".jks") && begins(content, 0xfe, 0xed, 0xfe, 0xed)
                || lower.endsWith(".kdbx") && begins(content, 0x03, 0xd9, 0xa2, 0x9a);
    }

    private static boolean begins(byte[] content, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (content.length <= i || (content[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
