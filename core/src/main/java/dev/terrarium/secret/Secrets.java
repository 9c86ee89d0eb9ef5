package dev.terrarium.secret;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds secrets in a file: private keys, tokens whose format says who issued them, logins in addresses, and values that are assigned
 * to names like {@code DB_PASSWORD} and look as if nobody had thought them up.
 *
 * <p>Not the entropy of every string: hashes, identifiers and encoded pictures look as random as keys, and an alarm that is mostly
 * false is switched off. So a value without a known format counts only under a name that says what it is. Placeholders, references to
 * variables, public keys, and whatever stands in tests, documentation and templates are no findings.
 *
 * <p>One pass over the bytes, linear in their number; at most the first {@value #MOST_BYTES} are looked at and {@value #MOST_FINDINGS}
 * findings told. In files that are not text only key stores are known.
 */
public final class Secrets {
    /** How much of a file is looked at. */
    public static final int MOST_BYTES = 4 << 20;

    /** How many findings in one file are told. */
    public static final int MOST_FINDINGS = 20;

    private static final int TEXT_PROOF = 8_000;

    private Secrets() {}

    /**
     * What secrets are in a file, sorted by line; at most one a line.
     *
     * @param path relative, with slashes: what a file is for is told by it
     * @param content the file's bytes, or as many of them as {@link #MOST_BYTES}
     */
    public static List<Finding> in(String path, byte[] content) {
        FileRole role = FileRole.of(path);
        if (role == FileRole.EXAMPLE) {
            return List.of();
        }
        byte[] text = Text.utf8(content);
        if (isBinary(text)) {
            return KeyStores.looksLikeOne(path, text)
                    ? List.of(new Finding(Finding.Kind.KEY, 1, "a store of private keys"))
                    : List.of();
        }
        var lines = new TreeMap<Integer, Finding>();
        new Scan(text, Math.min(text.length, MOST_BYTES), role, finding -> {
                    if (lines.size() < MOST_FINDINGS) {
                        lines.putIfAbsent(finding.line(), finding);
                    }
                    return lines.size() < MOST_FINDINGS;
                })
                .run();
        if (role == FileRole.NETRC) {
            netrc(text, lines);
        }
        return new ArrayList<>(lines.values());
    }

    /** Whether a variable's name says that its value is a secret, whatever that is. */
    public static boolean isNamedSecret(String name) {
        return SecretName.isOne(name, FileRole.SOURCE);
    }

    /** Whether a variable that is set for a program holds a secret: by its name, or by a value that only secrets have. */
    public static boolean isVariable(String name, String value) {
        byte[] line = (name + "=\"" + value.replaceAll("[\"\n]", "") + "\"").getBytes(StandardCharsets.UTF_8);
        return !in(isNamedSecret(name) ? ".env" : "settings.cfg", line).isEmpty();
    }

    /** Whether a file is a private key and nothing else, wherever it lies. */
    public static boolean isPrivateKey(byte[] content) {
        int length = Math.min(content.length, TEXT_PROOF);
        return PemKey.begins(new String(content, 0, length, StandardCharsets.ISO_8859_1).stripLeading());
    }

    private static boolean isBinary(byte[] content) {
        int length = Math.min(content.length, TEXT_PROOF);
        for (int i = 0; i < length; i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** In netrc a password is the word that follows {@code password}. */
    private static void netrc(byte[] text, Map<Integer, Finding> lines) {
        int length = Math.min(text.length, 1 << 20);
        int line = 0;
        String before = "";
        String host = "";
        for (String words : new String(text, 0, length, StandardCharsets.UTF_8).split("\n", -1)) {
            line++;
            for (String word : words.strip().split("\\s+")) {
                if (before.equals("machine")) {
                    host = word;
                }
                if (before.equals("password") && lines.size() < MOST_FINDINGS && !Placeholders.isOne(word)) {
                    lines.putIfAbsent(line, Scan.login(line, host.toLowerCase(Locale.ROOT)));
                }
                before = word;
            }
        }
    }
}
