package dev.terrarium.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.terrarium.oci.Digest;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digests that a document speaks of, in whatever format: every run of exactly 64 hexadecimal digits.
 *
 * <p>Pruning stands on this and not on each room's formats: the store knows none of them, an older version cannot know a newer
 * one's, and taking a number for a digest keeps a blob too many, which is the harmless mistake.
 */
final class Mentions {
    private static final Pattern DIGEST = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    private Mentions() {}

    static Set<Digest> in(byte[] document) {
        var found = new LinkedHashSet<Digest>();
        Matcher matcher = DIGEST.matcher(new String(document, ISO_8859_1));
        while (matcher.find()) {
            found.add(new Digest(matcher.group()));
        }
        return found;
    }
}
