package dev.terrarium.secret;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whether what a value is assigned to says that the value is a secret: {@code DB_PASSWORD} does, {@code PASSWORD_FILE} does not. */
final class SecretName {
    private static final Pattern SECRET = Pattern.compile(
            "password|passwd|passphrase|(^|[_.-])(pwd|pass|psk)$|secret|token|api_?-?key|access_?-?key|private_?-?key|auth_?-?key"
                    + "|account_?-?key|encryption_?-?key|signing_?-?key|credential|(^|[_.-])auth$|key-data|_authtoken|fernet|hmac_?key");
    private static final Pattern HARMLESS = Pattern.compile(
            "public|publishable|pub_?key|site_?key|anon|_(file|path|dir|url|uri|version|name|id|ids|field|fields|header|type|class"
                    + "|expir[a-z]*|ttl|age|length|len|size|min|max|prefix|suffix|regex|pattern|hash|digest|checksum|count|limit"
                    + "|timeout|env|var|param|label|hint|help|text|message|error|ref|arn|service|provider|backend|validators?"
                    + "|hashers?|policy|rotation|enabled|required|algorithm|encryption|method|mode|format|style|scheme|endpoint|key_name)$"
                    + "|^(max|min|num|n|total|next|pad|eos|bos|sep|cls|unk|mask|stop|special|csrf|cancellation|page|continuation)_?tokens?"
                    + "|tokeni[sz]|tokens$|secretary|forgot|reset");

    /** Three letters of each word that such names have. */
    private static final String[] SIGNS = {"pas", "pwd", "psk", "sec", "tok", "key", "cre", "aut", "fer"};

    private static final int LONGEST = 64;

    private SecretName() {}

    /**
     * The name that ends where an operator stands, if it may be one of ours: {@code config["db_password"]} gives {@code db_password}.
     *
     * <p>Operators are many and such names few, so the bytes are looked at before anything is made of them.
     */
    static String before(byte[] text, int operator) {
        int end = operator;
        while (end > 0 && " \t\"'])".indexOf(text[end - 1]) >= 0) {
            end--;
        }
        int start = end;
        while (start > 0 && end - start <= LONGEST && isName((char) (text[start - 1] & 0xff))) {
            start--;
        }
        return mayBe(text, start, end) ? new String(text, start, end - start, StandardCharsets.ISO_8859_1) : "";
    }

    /** Where the colon stands, if a type is between the name and the operator: {@code api_key: SecretStr = }; else the operator. */
    static int annotation(byte[] text, int operator) {
        int least = Math.max(0, operator - LONGEST);
        for (int at = operator - 1; at >= least; at--) {
            char c = (char) (text[at] & 0xff);
            if (c == ':') {
                return at;
            }
            if (!isName(c) && " .[]|".indexOf(c) < 0) {
                return operator;
            }
        }
        return operator;
    }

    private static boolean mayBe(byte[] text, int start, int end) {
        if (end - start < 3 || end - start > LONGEST) {
            return false;
        }
        for (int at = start; at <= end - 3; at++) {
            for (String sign : SIGNS) {
                if ((text[at] | 0x20) == sign.charAt(0)
                        && (text[at + 1] | 0x20) == sign.charAt(1)
                        && (text[at + 2] | 0x20) == sign.charAt(2)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    static boolean isOne(String name, FileRole role) {
        String lower = snake(name);
        if (HARMLESS.matcher(lower).find()) {
            return false;
        }
        return SECRET.matcher(lower).find() || role == FileRole.ENVIRONMENT && lower.endsWith("_key");
    }

    static boolean isPassword(String name) {
        String lower = snake(name);
        return lower.contains("passw") || lower.contains("passphrase") || lower.matches("(.*[_-])?(pwd|pass)");
    }

    /** {@code clientSecret} as {@code client_secret}. */
    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
