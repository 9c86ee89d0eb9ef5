package dev.terrarium.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Conditions on a version that must all hold: {@code >=1.2,<2}. None at all accept everything.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/version-specifiers/">version specifiers</a>
 */
public record Specifiers(List<Specifier> all) {
    public static final Specifiers ANY = new Specifiers(List.of());

    private static final int MOST = 200;

    public Specifiers {
        all = List.copyOf(all);
    }

    /** Reads what a person wrote. */
    public static Specifiers read(String text) throws Malformed {
        return new SpecifierReader(text, false).read();
    }

    /**
     * Reads what stands in a package's metadata, where old tools left {@code >=3.6.*}, missing and trailing commas: what they
     * meant is clear.
     */
    public static Specifiers readLenient(String text) throws Malformed {
        return new SpecifierReader(text, true).read();
    }

    /** Whether the version fulfils all of them; pre-releases are versions like others here. */
    public boolean contains(Version version) {
        return all.stream().allMatch(specifier -> specifier.contains(version));
    }

    /**
     * Those versions that fulfil all of them, in the given order. Pre-releases are among them only if a condition names one or no
     * final release fulfils all, so the whole list of candidates must be given.
     */
    public List<Version> filter(List<Version> candidates) {
        List<Version> fitting = candidates.stream().filter(this::contains).toList();
        List<Version> stable =
                fitting.stream().filter(version -> !version.isPrerelease()).toList();
        return namesPrerelease() || stable.isEmpty() ? fitting : stable;
    }

    private boolean namesPrerelease() {
        return all.stream()
                .anyMatch(specifier -> specifier.operator() != Specifier.Operator.NOT_EQUAL
                        && specifier.version().filter(Version::isPrerelease).isPresent());
    }

    /** The version that {@code ==} or {@code ===} names, if one does. */
    public Optional<Version> pin() {
        return all.stream().filter(Specifier::isPin).findFirst().flatMap(Specifier::version);
    }

    public boolean isAny() {
        return all.isEmpty();
    }

    @Override
    public String toString() {
        return String.join(",", all.stream().map(Specifier::toString).toList());
    }

    /** Cuts a text into conditions. */
    private record SpecifierReader(String text, boolean lenient) {
        Specifiers read() throws Malformed {
            var found = new ArrayList<Specifier>();
            int position = skip(0, "");
            while (position < text.length()) {
                int start = position;
                Specifier.Operator operator = Specifier.Operator.at(text, position)
                        .orElseThrow(
                                () -> new Malformed("not a version specifier: `" + Malformed.shown(text) + "`", start));
                int from = skip(position + operator.toString().length(), "");
                int end = endOfVersion(operator, from);
                found.add(specifier(operator, text.substring(from, end)));
                position = next(end);
                if (found.size() > MOST) {
                    throw new Malformed("more than " + MOST + " version specifiers in one place");
                }
            }
            return new Specifiers(found);
        }

        private int next(int end) throws Malformed {
            int position = skip(end, lenient ? "," : "");
            if (lenient || position == text.length()) {
                return position;
            }
            int after = text.charAt(position) == ',' ? skip(position + 1, "") : text.length();
            if (after == text.length()) {
                throw new Malformed("a comma too many or too few in `" + Malformed.shown(text) + "`", position);
            }
            return after;
        }

        private int endOfVersion(Specifier.Operator operator, int from) {
            int end = from;
            String stops = operator == Specifier.Operator.IDENTICAL ? "," : ",<>=~!";
            while (end < text.length() && !isBlank(text.charAt(end))) {
                char c = text.charAt(end);
                boolean epoch = c == '!' && end > from && !text.startsWith("!=", end);
                if (stops.indexOf(c) >= 0 && !epoch) {
                    break;
                }
                end++;
            }
            return end;
        }

        private Specifier specifier(Specifier.Operator operator, String version) throws Malformed {
            boolean equality = operator == Specifier.Operator.EQUAL || operator == Specifier.Operator.NOT_EQUAL;
            boolean needless = lenient && !equality && version.endsWith(".*");
            return Specifier.of(operator, needless ? version.substring(0, version.length() - 2) : version);
        }

        private int skip(int from, String also) {
            int position = from;
            while (position < text.length()
                    && (isBlank(text.charAt(position)) || also.indexOf(text.charAt(position)) >= 0)) {
                position++;
            }
            return position;
        }

        private static boolean isBlank(char c) {
            return c == ' ' || c == '\t';
        }
    }
}
