package dev.terrarium.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A distribution that something needs, under which conditions: {@code httpx[http2]>=0.27; python_version < "3.14"}.
 *
 * @param extras sorted
 * @param url where it must come from, instead of {@code specifiers}; may hold what {@code ${VAR}} stood for
 * @see <a href="https://packaging.python.org/en/latest/specifications/dependency-specifiers/">dependency specifiers</a>
 */
public record Requirement(
        PackageName name, List<Extra> extras, Specifiers specifiers, Optional<String> url, Optional<Marker> marker) {

    private static final int LONGEST = 64 << 10;

    public Requirement {
        extras = List.copyOf(new TreeSet<>(extras));
    }

    /** Reads what a person wrote. */
    public static Requirement read(String text) throws Malformed {
        return read(text, false);
    }

    /** Reads what stands in a package's metadata; see {@link Specifiers#readLenient}. */
    public static Requirement readLenient(String text) throws Malformed {
        return read(text, true);
    }

    private static Requirement read(String text, boolean lenient) throws Malformed {
        if (text.length() > LONGEST) {
            throw new Malformed("a requirement of more than " + LONGEST + " characters");
        }
        var cursor = new Cursor(text);
        cursor.skipBlanks();
        PackageName name = PackageName.read(cursor.take(Requirement::isNamePart));
        List<Extra> extras = extras(cursor);
        Optional<String> url = cursor.skip('@') ? Optional.of(url(cursor)) : Optional.empty();
        Specifiers specifiers = url.isPresent() ? Specifiers.ANY : specifiers(cursor, lenient);
        Optional<Marker> marker = cursor.skip(';') ? Optional.of(new MarkerReader(cursor).read()) : Optional.empty();
        cursor.expectEnd("a requirement");
        return new Requirement(name, extras, specifiers, url, marker);
    }

    private static List<Extra> extras(Cursor cursor) throws Malformed {
        var extras = new ArrayList<Extra>();
        if (!cursor.skip('[') || cursor.skip(']')) {
            return extras;
        }
        do {
            cursor.skipBlanks();
            extras.add(Extra.read(cursor.take(Requirement::isNamePart)));
        } while (cursor.skip(','));
        if (!cursor.skip(']')) {
            throw cursor.malformed("`]` is missing behind the extras");
        }
        return extras;
    }

    private static String url(Cursor cursor) throws Malformed {
        cursor.skipBlanks();
        String url = cursor.until(" \t");
        if (url.isEmpty()) {
            throw cursor.malformed("no address behind `@`");
        }
        return url;
    }

    private static Specifiers specifiers(Cursor cursor, boolean lenient) throws Malformed {
        boolean grouped = cursor.skip('(');
        String text = cursor.until(grouped ? ")" : ";");
        if (grouped && !cursor.skip(')')) {
            throw cursor.malformed("`)` is missing behind the version");
        }
        return lenient ? Specifiers.readLenient(text) : Specifiers.read(text);
    }

    private static boolean isNamePart(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }

    /** Whether it counts in an environment, for somebody who asked for these extras. */
    public boolean appliesTo(MarkerEnvironment environment, Set<String> active) {
        return marker.map(it -> it.holds(environment, active)).orElse(true);
    }

    /** {@code name[extra]>=1}, without the marker. */
    public String withoutMarker() {
        String names = extras.isEmpty()
                ? ""
                : "[" + String.join(",", extras.stream().map(Extra::name).toList()) + "]";
        return name + names + url.map(it -> " @ " + it).orElse(specifiers.toString());
    }

    @Override
    public String toString() {
        return withoutMarker()
                + marker.map(it -> (url.isPresent() ? " ; " : "; ") + it.text()).orElse("");
    }
}
