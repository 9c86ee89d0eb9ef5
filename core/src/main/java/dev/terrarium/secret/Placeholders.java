package dev.terrarium.secret;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells values that somebody thought up to fill a gap from those that open something. */
final class Placeholders {
    private static final Set<String> WHOLE = Set.of(
            "none",
            "null",
            "nil",
            "true",
            "false",
            "yes",
            "no",
            "value",
            "string",
            "secret",
            "password",
            "passwd",
            "pass",
            "pwd",
            "token",
            "key",
            "admin",
            "root",
            "user",
            "username",
            "guest",
            "postgres",
            "postgresql",
            "mysql",
            "mariadb",
            "redis",
            "rabbitmq",
            "mongo",
            "minio",
            "minioadmin",
            "app",
            "django",
            "flask",
            "anonymous",
            "undefined",
            "empty",
            "unset",
            "disabled",
            "hidden",
            "redacted",
            "masked",
            "required",
            "optional",
            "letmein",
            "qwerty",
            "p@ssw0rd",
            "passw0rd",
            "password1",
            "password123",
            "admin123");
    private static final Set<String> PIECES = Set.of(
            "example",
            "sample",
            "dummy",
            "fake",
            "mock",
            "test",
            "tests",
            "testing",
            "dev",
            "devel",
            "development",
            "local",
            "localhost",
            "insecure",
            "unsafe",
            "placeholder",
            "default",
            "demo",
            "foobar",
            "foo",
            "bar",
            "baz",
            "your",
            "yours",
            "todo",
            "tbd",
            "fixme",
            "changeme",
            "changeit",
            "change",
            "replace",
            "replaceme",
            "insert",
            "here",
            "mysecret",
            "mypassword",
            "mytoken",
            "supersecret",
            "topsecret",
            "notsecret",
            "ci",
            "secretkey",
            "temp",
            "tmp",
            "ignore",
            "unused",
            "redacted",
            "removed");
    private static final Pattern PIECE = Pattern.compile("[^A-Za-z]+");
    private static final Pattern RUN = Pattern.compile("(.)\\1{5,}");
    private static final Pattern HIDDEN =
            Pattern.compile("[*x.#X_-]{3,}|\\.\\.\\.|.*\\*{3,}.*|.*x{4,}.*|.*X{4,}.*|.*\\.\\.\\.");
    private static final Pattern COUNTING = Pattern.compile(
            "(?i).*(abcdefg|bcdefgh|0123456|1234567|7654321|qwertyu|deadbeef|examplekey|lorem|changeme|placeholder|insecure).*");
    private static final double RANDOM = 3.2;

    private Placeholders() {}

    /** Whether a value fills a gap, names what belongs there, or stands for something else. */
    static boolean isOne(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.isEmpty() || WHOLE.contains(lower) || HIDDEN.matcher(value).matches() || isTemplate(value)) {
            return true;
        }
        if (lower.matches("[0-9]{1,6}|0x[0-9a-f]{1,4}")) {
            return true;
        }
        for (String piece : PIECE.split(lower)) {
            if (PIECES.contains(piece) && (piece.length() > 3 || value.length() < 24)) {
                return true;
            }
        }
        return lower.startsWith("your")
                || lower.startsWith("my-")
                || lower.startsWith("my_")
                || lower.startsWith("change");
    }

    private static boolean isTemplate(String value) {
        return value.startsWith("$")
                || value.startsWith("<")
                || value.startsWith("{")
                || value.startsWith("%(")
                || value.contains("${")
                || value.contains("{{")
                || value.contains("$(");
    }

    /** Whether a token-like text was made by hand: the same again and again, the alphabet, the word example. */
    static boolean isMadeUp(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return lower.contains("example")
                || RUN.matcher(value).find()
                || COUNTING.matcher(value).matches()
                || value.length() >= 16 && entropy(value) < 2.5;
    }

    /** Whether letters follow each other as nobody would write them: not in words, and not few of them. */
    static boolean looksRandom(String value) {
        return !value.matches("[A-Za-z_]*") && classes(value) >= 2 && entropy(value) >= RANDOM && !isWords(value);
    }

    /** Words joined by signs, with a number perhaps: what people name things, not what machines generate. */
    private static boolean isWords(String value) {
        return value.matches("[A-Z]?[a-z]+([._/:@ -]?[A-Z]?[a-z]+)*[._/:@-]?[0-9]{0,4}")
                || value.matches("[A-Z]+([._/:-][A-Z]+)*[._/:-]?[0-9]{0,4}");
    }

    /** Of lower case, upper case, digits and the rest, how many occur. */
    static int classes(String value) {
        int seen = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            seen |= c >= 'a' && c <= 'z' ? 1 : c >= 'A' && c <= 'Z' ? 2 : c >= '0' && c <= '9' ? 4 : 8;
        }
        return Integer.bitCount(seen);
    }

    /** Shannon's, in bits a character. */
    static double entropy(String value) {
        var counts = new int[256];
        for (int i = 0; i < value.length(); i++) {
            counts[value.charAt(i) & 0xff]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / value.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }
}
