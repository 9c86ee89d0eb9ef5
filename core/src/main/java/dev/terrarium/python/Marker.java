package dev.terrarium.python;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A condition on the environment under which a requirement counts.
 *
 * <p>Evaluated for one environment at a time, never simplified: what a marker means for all environments together is only needed
 * by who writes universal locks. Comparisons follow the library {@code packaging} (26).
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/dependency-specifiers/">dependency specifiers</a>
 */
public sealed interface Marker {
    /** What stands before a dependency group's name among the names that {@link #holds} is given. */
    String GROUP = "group:";

    record And(List<Marker> all) implements Marker {
        public And {
            all = List.copyOf(all);
        }
    }

    record Or(List<Marker> any) implements Marker {
        public Or {
            any = List.copyOf(any);
        }
    }

    /**
     * {@code python_version < "3.11"}, or with the sides exchanged.
     *
     * @param operator one of the operators of specifiers, {@code in} or {@code not in}
     * @param reversed whether the literal stands on the left
     */
    record Comparison(String variable, String operator, String literal, boolean reversed) implements Marker {
        private boolean isTrueIn(MarkerEnvironment environment, Set<String> extras) {
            MarkerVariable asked = MarkerVariable.named(variable).orElseThrow();
            if (asked == MarkerVariable.EXTRA) {
                return holdsFor(extras);
            }
            if (asked.isSet()) {
                return extras.contains(member(asked)) == operator.equals("in");
            }
            String value = environment.value(asked);
            return reversed ? compare(asked, literal, value) : compare(asked, value, literal);
        }

        private String member(MarkerVariable set) {
            String name = PackageName.normalized(literal).orElse(literal);
            return set == MarkerVariable.EXTRAS ? name : GROUP + name;
        }

        private boolean holdsFor(Set<String> extras) {
            String name = PackageName.normalized(literal).orElse(literal);
            return switch (operator) {
                case "==" -> extras.contains(name);
                case "!=" -> !extras.contains(name);
                case "in" -> extras.stream().anyMatch(literal::contains);
                case "not in" -> extras.stream().noneMatch(literal::contains);
                case String other -> false;
            };
        }

        private boolean compare(MarkerVariable asked, String left, String right) {
            Optional<Specifier> specifier = asked.isVersion() ? specifier(right) : Optional.empty();
            if (specifier.isPresent()) {
                return Version.parse(left).filter(specifier.get()::contains).isPresent();
            }
            return switch (operator) {
                case "==", "<=", ">=" -> left.equals(right);
                case "!=" -> !left.equals(right);
                case "in" -> right.contains(left);
                case "not in" -> !right.contains(left);
                case String other -> false;
            };
        }

        private Optional<Specifier> specifier(String right) {
            try {
                return Optional.of(Specifiers.read(operator + right))
                        .map(it -> it.all().getFirst());
            } catch (Malformed e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            String quoted = literal.indexOf('"') < 0 ? '"' + literal + '"' : '\'' + literal + '\'';
            return reversed ? quoted + " " + operator + " " + variable : variable + " " + operator + " " + quoted;
        }
    }

    /** Reads a marker without the {@code ;} before it. */
    static Marker read(String text) throws Malformed {
        var cursor = new Cursor(text);
        Marker marker = new MarkerReader(cursor).read();
        cursor.expectEnd("a marker");
        return marker;
    }

    /** Reads a marker of a {@code pylock.toml}, which may also ask for sets: {@code 'cli' in extras}. */
    static Marker readInLock(String text) throws Malformed {
        var cursor = new Cursor(text);
        Marker marker = new MarkerReader(cursor, true).read();
        cursor.expectEnd("a marker");
        return marker;
    }

    /**
     * Whether the requirement counts.
     *
     * @param extras normalised names of those that were asked for; {@code uv} puts names of its own here too, and groups
     *     stand behind {@link #GROUP}
     */
    default boolean holds(MarkerEnvironment environment, Set<String> extras) {
        return switch (this) {
            case And(var all) -> all.stream().allMatch(marker -> marker.holds(environment, extras));
            case Or(var any) -> any.stream().anyMatch(marker -> marker.holds(environment, extras));
            case Comparison comparison -> comparison.isTrueIn(environment, extras);
        };
    }

    /** The variables that this condition reads and that say nothing about an image: those of the running kernel. */
    default boolean readsTheKernel() {
        return switch (this) {
            case And(var all) -> all.stream().anyMatch(Marker::readsTheKernel);
            case Or(var any) -> any.stream().anyMatch(Marker::readsTheKernel);
            case Comparison it ->
                it.variable().equals("platform_release") || it.variable().equals("platform_version");
        };
    }

    /** The condition as the standard writes it. */
    default String text() {
        return switch (this) {
            case And(var all) ->
                String.join(" and ", all.stream().map(Marker::grouped).toList());
            case Or(var any) ->
                String.join(" or ", any.stream().map(Marker::text).toList());
            case Comparison comparison -> comparison.toString();
        };
    }

    private String grouped() {
        return this instanceof Or ? "(" + text() + ")" : text();
    }
}
