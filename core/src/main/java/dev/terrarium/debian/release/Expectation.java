package dev.terrarium.debian.release;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.TrustError;
import java.time.Instant;
import java.util.Optional;

/**
 * What a Release file must be beyond well signed: of the suite that was asked for, of the archive that was meant, not too old and
 * not older than the one before.
 *
 * <p>A signature alone says that the archive made this file once. Whoever sits on the way can serve last year's, or another
 * suite's.
 *
 * @param suite as it was asked for
 * @param naming which of its fields has to say so
 * @param origin who must have made it; empty when any will do
 * @param now what the clock says
 * @param allowExpired whether one past its time is taken; recorded when it was needed
 * @param known the {@code Date} of the one that was believed last
 */
public record Expectation(
        String suite,
        Naming naming,
        Optional<String> origin,
        Instant now,
        boolean allowExpired,
        Optional<Instant> known) {
    /** What a Release file calls the suite that its path names. */
    public enum Naming {
        /** Its {@code Codename}: Debian, whose {@code Suite} is {@code stable}. */
        CODENAME,
        /** Its {@code Suite}: Ubuntu, whose {@code Codename} is the same for a suite and its updates. */
        SUITE,
        /** Either: everybody else. */
        EITHER;

        private boolean fits(Release release, String suite) {
            return switch (this) {
                case CODENAME -> release.codename().equals(suite);
                case SUITE -> release.suite().equals(suite);
                case EITHER ->
                    release.codename().equals(suite) || release.suite().equals(suite);
            };
        }

        private String said(Release release) {
            return switch (this) {
                case CODENAME -> release.codename();
                case SUITE -> release.suite();
                case EITHER -> release.codename().isEmpty() ? release.suite() : release.codename();
            };
        }
    }

    /** One of Debian's suites. */
    public Expectation(
            String suite, Optional<String> origin, Instant now, boolean allowExpired, Optional<Instant> known) {
        this(suite, Naming.CODENAME, origin, now, allowExpired, known);
    }

    Release check(Release release, String shown) {
        if (!naming.fits(release, suite)) {
            throw new TrustError(
                    ErrorCode.SIGNATURE_INVALID,
                    "`" + shown + "` is the Release file of `" + naming.said(release) + "`, not of `" + suite + "`",
                    "check that nothing on the way changes the archive's files");
        }
        if (origin.isPresent() && !release.origin().equals(origin.get())) {
            throw new TrustError(
                    ErrorCode.SIGNATURE_INVALID,
                    "`" + shown + "` is of the origin `" + release.origin() + "`, not `" + origin.get() + "`",
                    "check the source's address");
        }
        if (known.isPresent() && release.date().isBefore(known.get())) {
            throw new TrustError(
                    ErrorCode.INDEX_ROLLED_BACK,
                    "`" + shown + "` is of " + release.date() + ", but one of " + known.get() + " was already believed",
                    "a mirror that lags catches up: try again later, or name another source",
                    "if the older one is wanted, remove the suite's entry from terrarium.lock");
        }
        if (release.validUntil().isEmpty() || !release.validUntil().get().isBefore(now)) {
            return release;
        }
        if (!allowExpired) {
            throw new TrustError(
                    ErrorCode.INDEX_EXPIRED,
                    "`" + shown + "` expired on " + release.validUntil().get(),
                    "a mirror that lags catches up: try again later, or name another source",
                    "to take it all the same, and have that recorded, set allow-expired-index");
        }
        return release.withExpiryWaived();
    }
}
