package dev.terrarium.secret;

import java.util.Locale;

/**
 * That a secret stands somewhere, and never the secret itself: a finding may be printed, logged and kept.
 *
 * @param line counted from 1
 * @param what for people, as it goes on after "holds": {@code a token of GitHub}
 */
public record Finding(Kind kind, int line, String what) {
    /** What kind of secret it is. */
    public enum Kind {
        /** A private key, or a store of such. */
        KEY,
        /** Something whose format says who issued it. */
        TOKEN,
        /** A user's password in an address or in netrc. */
        LOGIN,
        /** A value that is assigned to a name like {@code API_KEY}. */
        VALUE;

        /** The name as it stands in JSON. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Finding {
        if (line < 1) {
            throw new IllegalArgumentException("lines are counted from 1: " + line);
        }
    }
}
