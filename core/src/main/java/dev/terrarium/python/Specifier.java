package dev.terrarium.python;

import java.util.Locale;
import java.util.Optional;

/**
 * One condition on a version, such as {@code >=1.2} or {@code ==3.*}.
 *
 * <p>What it means is what the library {@code packaging} (26) does with it: {@code <V} leaves out V's own pre-releases,
 * {@code >V} its post-releases and local versions, {@code ==V} without a local part accepts every local version of V.
 *
 * @param text the version as it was written, without {@code .*}; of {@code ===} any text
 * @param version what {@code text} says; empty only for {@code ===}
 * @param isPrefix whether {@code .*} follows
 */
public record Specifier(Operator operator, String text, Optional<Version> version, boolean isPrefix) {

    /** The operators, longer ones before those that they begin with. */
    public enum Operator {
        IDENTICAL("==="),
        COMPATIBLE("~="),
        EQUAL("=="),
        NOT_EQUAL("!="),
        AT_MOST("<="),
        AT_LEAST(">="),
        LESS("<"),
        GREATER(">");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        @Override
        public String toString() {
            return symbol;
        }

        /** The operator with which a text begins at a position. */
        static Optional<Operator> at(String text, int position) {
            for (Operator operator : values()) {
                if (text.startsWith(operator.symbol, position)) {
                    return Optional.of(operator);
                }
            }
            return Optional.empty();
        }
    }

    public Specifier {
        if (version.isEmpty() && operator != Operator.IDENTICAL) {
            throw new IllegalArgumentException("no version: " + operator + text);
        }
    }

    /** Reads what stands behind an operator. */
    static Specifier of(Operator operator, String text) throws Malformed {
        if (operator == Operator.IDENTICAL) {
            return new Specifier(operator, text, Version.parse(text), false);
        }
        boolean prefix = text.endsWith(".*");
        String plain = prefix ? text.substring(0, text.length() - 2) : text;
        Version version = Version.parse(plain)
                .orElseThrow(() -> new Malformed("not a version in `" + Malformed.shown(operator + text) + "`"));
        check(operator, version, prefix, operator + text);
        return new Specifier(operator, plain, Optional.of(version), prefix);
    }

    private static void check(Operator operator, Version version, boolean prefix, String whole) throws Malformed {
        boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        String shown = "`" + Malformed.shown(whole) + "`";
        if (prefix && !equality) {
            throw new Malformed("`.*` is allowed only behind `==` and `!=`: " + shown);
        }
        if (prefix && (version.isPrerelease() || version.isPostrelease() || version.hasLocal())) {
            throw new Malformed("`.*` is allowed only behind a plain release: " + shown);
        }
        if (version.hasLocal() && !equality) {
            throw new Malformed("a local version is allowed only behind `==` and `!=`: " + shown);
        }
        if (operator == Operator.COMPATIBLE && version.releaseLength() < 2) {
            throw new Malformed("`~=` needs at least two numbers: " + shown);
        }
    }

    /** Whether the version fulfils this condition; pre-releases are versions like others here. */
    public boolean contains(Version candidate) {
        return switch (operator) {
            case IDENTICAL -> candidate.original().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT));
            case COMPATIBLE ->
                candidate.compareTo(bound()) >= 0 && candidate.startsWith(bound(), bound().releaseLength() - 1);
            case EQUAL -> isEqual(candidate);
            case NOT_EQUAL -> !isEqual(candidate);
            case AT_MOST -> candidate.withoutLocal().compareTo(bound()) <= 0;
            case AT_LEAST -> candidate.compareTo(bound()) >= 0;
            case LESS -> candidate.compareTo(bound().isPrerelease() ? bound() : bound().earliest()) < 0;
            case GREATER -> isGreater(candidate.withoutLocal());
        };
    }

    private Version bound() {
        return version.orElseThrow();
    }

    private boolean isEqual(Version candidate) {
        if (isPrefix) {
            return candidate.startsWith(bound(), bound().releaseLength());
        }
        return (bound().hasLocal() ? candidate : candidate.withoutLocal()).equals(bound());
    }

    private boolean isGreater(Version candidate) {
        boolean openToPosts = bound().isPostrelease() || bound().isDevelopment();
        return candidate.compareTo(bound()) > 0
                && (openToPosts || !candidate.isPostrelease() || !candidate.sharesReleaseAndPre(bound()));
    }

    /** Whether this condition allows exactly one release. */
    public boolean isPin() {
        return operator == Operator.IDENTICAL || operator == Operator.EQUAL && !isPrefix;
    }

    @Override
    public String toString() {
        return operator + text + (isPrefix ? ".*" : "");
    }
}
