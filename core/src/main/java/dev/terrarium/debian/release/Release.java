package dev.terrarium.debian.release;

import dev.terrarium.debian.MalformedControl;
import dev.terrarium.debian.Stanza;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.oci.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Release file that was verified: what a suite consists of today, by SHA-256.
 *
 * <p>There is none that was not verified: {@link #verify} is the only way to one. Other hashes than SHA-256 are not read.
 *
 * @param suite as the archive calls it: {@code stable-security}
 * @param codename as people and the archive's paths call it: {@code trixie-security}
 * @param date when it was made
 * @param dateText the same as it was written
 * @param validUntil after when it must not be believed; the main suites of released versions have none
 * @param byHash whether files can be asked for by their digest
 * @param files relative to the suite's directory
 * @param digest of the signed document
 * @param signer the primary key that vouches for it
 * @param expiryWaived whether it is past its time and somebody allowed that
 * @see <a href="https://wiki.debian.org/DebianRepository/Format">Debian repository format</a>
 */
public record Release(
        String origin,
        String suite,
        String codename,
        Instant date,
        String dateText,
        Optional<Instant> validUntil,
        boolean byHash,
        NavigableMap<String, IndexFile> files,
        Digest digest,
        Fingerprint signer,
        boolean expiryWaived) {
    /** A signed document is at most this long; Debian's are about 150,000 bytes. */
    public static final int LONGEST = 8 << 20;

    public Release {
        files = Collections.unmodifiableNavigableMap(new TreeMap<>(files));
    }

    /** A file of a suite. */
    public record IndexFile(Digest digest, long size) {}

    /**
     * Believes a signed document, or says why not.
     *
     * @param document the bytes of {@code InRelease}
     * @param shown where it came from, for messages
     * @throws TrustError when nobody in the keyring vouches for it, or it is malformed, too old, or another suite's
     */
    public static Release verify(byte[] document, String shown, Keyring keyring, Expectation expected) {
        try {
            var vouched = Verification.verify(document, keyring, expected.now());
            Release release = parse(vouched, Digest.ofBytes(document));
            return expected.check(release, shown);
        } catch (MalformedControl e) {
            throw new TrustError(
                    Problem.of(
                            ErrorCode.SIGNATURE_INVALID,
                            "`" + shown + "` is no signed Release file: " + e.getMessage(),
                            "check that the source is a Debian archive, and that nothing on the way changes its files"),
                    e);
        } catch (Verification.NotVouched e) {
            throw new TrustError(
                    Problem.of(
                            ErrorCode.SIGNATURE_INVALID,
                            "nobody we trust vouches for `" + shown + "`: " + e.getMessage(),
                            "check the source's address; an archive of your own needs its key's fingerprint in the"
                                    + " configuration"),
                    e);
        }
    }

    private static Release parse(Verification.Vouched vouched, Digest digest) throws MalformedControl {
        List<Stanza> stanzas = Stanza.read(vouched.text());
        if (stanzas.size() != 1) {
            throw new MalformedControl(stanzas.size() + " paragraphs instead of one");
        }
        Stanza stanza = stanzas.getFirst();
        String date = stanza.require("date");
        Optional<String> until = stanza.field("valid-until");
        return new Release(
                stanza.field("origin").orElse(""),
                stanza.field("suite").orElse(""),
                stanza.field("codename").orElse(""),
                instant(date),
                date,
                until.isPresent() ? Optional.of(instant(until.get())) : Optional.empty(),
                stanza.field("acquire-by-hash").filter("yes"::equals).isPresent(),
                files(stanza.require("sha256")),
                digest,
                vouched.signer(),
                false);
    }

    private static Instant instant(String text) throws MalformedControl {
        try {
            String zoned = text.endsWith(" UTC") ? text.substring(0, text.length() - 3) + "GMT" : text;
            return ZonedDateTime.parse(zoned, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new MalformedControl("not a date: `" + MalformedControl.shown(text) + "`");
        }
    }

    private static NavigableMap<String, IndexFile> files(String field) throws MalformedControl {
        var files = new TreeMap<String, IndexFile>();
        for (String line : field.lines().filter(text -> !text.isBlank()).toList()) {
            String[] words = line.strip().split("\\s+");
            Optional<Digest> digest = Digest.parse("sha256:" + words[0]);
            if (words.length != 3 || digest.isEmpty() || !words[1].matches("\\d{1,15}")) {
                throw new MalformedControl("not a file of the suite: `" + MalformedControl.shown(line.strip()) + "`");
            }
            var file = new IndexFile(digest.get(), Long.parseLong(words[1]));
            IndexFile before = files.put(words[2], file);
            if (before != null && !before.equals(file)) {
                throw new MalformedControl("two files of one name: `" + MalformedControl.shown(words[2]) + "`");
            }
        }
        return files;
    }

    Release withExpiryWaived() {
        return new Release(origin, suite, codename, date, dateText, validUntil, byHash, files, digest, signer, true);
    }
}
