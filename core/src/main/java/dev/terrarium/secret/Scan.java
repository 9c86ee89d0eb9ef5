package dev.terrarium.secret;

import dev.terrarium.secret.Finding.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;

/**
 * One pass over a text: at each byte that something may begin with, the few bytes after it decide.
 *
 * <p>Regular expressions see only windows of a line, cut at {@value #WINDOW} bytes, and only where the pass has found a prefix: so the
 * time is linear however long lines are.
 */
final class Scan {
    private static final int WINDOW = 2_048;
    private static final byte[] KEY = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PUTTY = "PuTTY-User-Key-File-".getBytes(StandardCharsets.US_ASCII);

    /** Formats by the first byte of their prefix. */
    private static final TokenFormat[][] FORMATS = byFirstByte();

    /** Whether any prefix begins with these two bytes: most pairs are passed over without looking further. */
    private static final boolean[] PAIRS = new boolean[1 << 16];

    static {
        TokenFormat.ALL.forEach(
                format -> PAIRS[format.prefix().charAt(0) << 8 | format.prefix().charAt(1)] = true);
    }

    private final byte[] text;
    private final int end;
    private final FileRole role;
    private final Predicate<Finding> goOn;
    private int counted;
    private int line = 1;
    private boolean stopped;

    /** @param goOn takes a finding, and says whether more are wanted */
    Scan(byte[] text, int end, FileRole role, Predicate<Finding> goOn) {
        this.text = text;
        this.end = end;
        this.role = role;
        this.goOn = goOn;
    }

    private static TokenFormat[][] byFirstByte() {
        var formats = new ArrayList<List<TokenFormat>>();
        for (int i = 0; i < 256; i++) {
            formats.add(new ArrayList<>());
        }
        TokenFormat.ALL.forEach(format -> formats.get(format.prefix().charAt(0)).add(format));
        return formats.stream().map(list -> list.toArray(TokenFormat[]::new)).toArray(TokenFormat[][]::new);
    }

    void run() {
        for (int at = 0; at < end && !stopped; at++) {
            int first = text[at] & 0xff;
            if (at + 1 < end && PAIRS[first << 8 | text[at + 1] & 0xff]) {
                for (TokenFormat format : FORMATS[first]) {
                    token(at, format);
                }
            }
            switch (first) {
                case '-' -> key(at);
                case 'P' -> puttyKey(at);
                case ':' -> {
                    login(at);
                    value(at);
                }
                case '=' -> value(at);
                default -> {}
            }
        }
    }

    private void token(int at, TokenFormat format) {
        if (!matches(at, format.prefix()) || isInsideWord(at, format.prefix().charAt(0))) {
            return;
        }
        String window = window(at + format.prefix().length());
        Matcher rest = format.rest().matcher(window);
        if (!rest.lookingAt() || rest.end() < window.length() && isWord(window.charAt(rest.end()))) {
            return;
        }
        String token = format.prefix() + rest.group();
        if (!Placeholders.isMadeUp(rest.group()) && !format.isHarmless(token, role)) {
            tell(at, Kind.TOKEN, "a token of " + format.issuer());
        }
    }

    /** A prefix in the middle of a longer word means nothing; one that begins with a sign cannot be. */
    private boolean isInsideWord(int at, char first) {
        return isWord(first) && at > 0 && isWord((char) (text[at - 1] & 0xff));
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    private void key(int at) {
        if (matches(at, KEY) && PemKey.begins(window(at))) {
            tell(at, Kind.KEY, "a private key");
        }
    }

    private void puttyKey(int at) {
        if (matches(at, PUTTY) && (at == 0 || text[at - 1] == '\n')) {
            tell(at, Kind.KEY, "a private key");
        }
    }

    private void login(int at) {
        if (at + 3 < end && text[at + 1] == '/' && text[at + 2] == '/') {
            AddressLogin.host(window(at + 3), role).ifPresent(host -> tell(login(lineOf(at), host)));
        }
    }

    private void value(int at) {
        if (role == FileRole.PAGE) {
            return;
        }
        int annotation = text[at] == '=' ? SecretName.annotation(text, at) : at;
        String name = SecretName.before(text, annotation);
        if (name.isEmpty() && annotation != at) {
            name = SecretName.before(text, at);
        }
        if (!name.isEmpty() && SecretName.isOne(name, role) && AssignedValue.isSecret(window(at + 1), name, role)) {
            tell(at, Kind.VALUE, "the value of `" + name + "`");
        }
    }

    static Finding login(int line, String host) {
        return new Finding(Kind.LOGIN, line, "a login" + (host.isEmpty() ? "" : " for `" + host + "`"));
    }

    private void tell(int at, Kind kind, String what) {
        tell(new Finding(kind, lineOf(at), what));
    }

    private void tell(Finding finding) {
        stopped |= !goOn.test(finding);
    }

    /** Counts on from the last finding: each byte is looked at once. */
    private int lineOf(int at) {
        for (; counted < at; counted++) {
            if (text[counted] == '\n') {
                line++;
            }
        }
        return line;
    }

    /** What follows, to the end of the line or of the window; a key's lines all. */
    private String window(int from) {
        int most = Math.min(text.length, from + WINDOW);
        int to = from;
        while (to < most && (text[to] != '\n' || from < text.length && text[from] == '-')) {
            to++;
        }
        return string(from, to);
    }

    private String string(int from, int to) {
        return from >= to ? "" : new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private boolean matches(int at, String prefix) {
        if (at + prefix.length() > end) {
            return false;
        }
        for (int i = 1; i < prefix.length(); i++) {
            if (text[at + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean matches(int at, byte[] prefix) {
        return at + prefix.length <= end
                && java.util.Arrays.equals(text, at, at + prefix.length, prefix, 0, prefix.length);
    }
}
