package dev.terrarium.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Looks into a JSON Web Token, as far as telling a real one from an example takes. */
final class Jwt {
    private Jwt() {}

    /** No token at all, one that a browser may see, one that nobody signed, or the one of every tutorial. */
    static boolean isHarmless(String token) {
        String[] parts = token.split("\\.", -1);
        String header = decoded(parts[0]);
        String claims = decoded(parts[1]);
        return !header.contains("\"alg\"")
                || header.contains("\"none\"")
                || claims.contains("\"anon\"")
                || claims.contains("John Doe")
                || claims.contains("1234567890")
                || claims.contains("example");
    }

    private static String decoded(String part) {
        try {
            return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
