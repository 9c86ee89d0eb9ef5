package dev.terrarium.debian;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package that another one names, with the versions that will do: {@code libc6 (>= 2.38)}, {@code python3:any}.
 *
 * @param architecture the qualifier behind the colon, {@code any} for nearly all
 */
public record Relation(String name, Optional<String> architecture, Optional<Bound> bound) {
    private static final Pattern SYNTAX = Pattern.compile("([a-z0-9][a-z0-9+.-]*+)(?::([a-z0-9-]++))?\\s*+"
            + "(?:\\(\\s*+(<<|<=|=|>=|>>|<|>)\\s*+([^\\s()<>=]++)\\s*+\\))?\\s*+(?:\\[[^\\[\\]]*+])?\\s*+");

    /** How a version is compared. */
    public enum Operator {
        EARLIER("<<"),
        EARLIER_OR_EQUAL("<="),
        EQUAL("="),
        LATER_OR_EQUAL(">="),
        LATER(">>");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** The old signs {@code <} and {@code >} mean "or equal", as dpkg reads them. */
        private static Operator of(String sign) {
            return switch (sign) {
                case "<<" -> EARLIER;
                case "<=", "<" -> EARLIER_OR_EQUAL;
                case "=" -> EQUAL;
                case ">=", ">" -> LATER_OR_EQUAL;
                default -> LATER;
            };
        }
    }

    /** Versions on one side of a given one. */
    public record Bound(Operator operator, DebianVersion version) {
        public boolean admits(DebianVersion other) {
            int order = other.compareTo(version);
            return switch (operator) {
                case EARLIER -> order < 0;
                case EARLIER_OR_EQUAL -> order <= 0;
                case EQUAL -> order == 0;
                case LATER_OR_EQUAL -> order >= 0;
                case LATER -> order > 0;
            };
        }

        @Override
        public String toString() {
            return "(" + operator.sign + " " + version + ")";
        }
    }

    static Relation parse(String text) throws MalformedControl {
        Matcher matcher = SYNTAX.matcher(text.strip());
        if (text.length() > 2_000 || !matcher.matches()) {
            throw new MalformedControl(
                    "not a relation between packages: `" + MalformedControl.shown(text.strip()) + "`");
        }
        Optional<Bound> bound = Optional.empty();
        if (matcher.group(3) != null) {
            DebianVersion version = DebianVersion.parse(matcher.group(4))
                    .orElseThrow(() -> new MalformedControl(
                            "not a Debian version: `" + MalformedControl.shown(matcher.group(4)) + "`"));
            bound = Optional.of(new Bound(Operator.of(matcher.group(3)), version));
        }
        return new Relation(matcher.group(1), Optional.ofNullable(matcher.group(2)), bound);
    }

    public static Relation any(String name) {
        return new Relation(name, Optional.empty(), Optional.empty());
    }

    public boolean admits(DebianVersion version) {
        return bound.isEmpty() || bound.get().admits(version);
    }

    @Override
    public String toString() {
        return name
                + architecture.map(value -> ":" + value).orElse("")
                + bound.map(value -> " " + value).orElse("");
    }
}
