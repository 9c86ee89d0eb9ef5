package dev.terrarium.python.lockfile;

import dev.terrarium.python.Malformed;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions as Poetry writes them: {@code ^1.2}, {@code ~1.2 || >=2,<3}, {@code 1.*}, {@code *}.
 *
 * @param any of these; each is a list of conditions that hold together
 * @see <a href="https://python-poetry.org/docs/dependency-specification/">Poetry, dependency specification</a>
 */
public record PoetryConstraint(List<Specifiers> any) {
    static final PoetryConstraint ALL = new PoetryConstraint(List.of(Specifiers.ANY));

    private static final int LONGEST = 4_000;
    private static final Pattern CARET_OR_TILDE =
            Pattern.compile("(\\^|~(?!=))\\s*v?(\\d{1,9}(?:\\.\\d{1,9}){0,5})(\\S*)");
    private static final Pattern BARE = Pattern.compile("v?\\d\\S*");

    public PoetryConstraint {
        any = List.copyOf(any);
    }

    static PoetryConstraint read(String text) throws Malformed {
        if (text.length() > LONGEST) {
            throw new Malformed("a version constraint of more than " + LONGEST + " characters");
        }
        var any = new ArrayList<Specifiers>();
        for (String alternative : text.split("\\s*\\|\\|?\\s*", -1)) {
            any.add(alternative(alternative.strip()));
        }
        return new PoetryConstraint(any);
    }

    private static Specifiers alternative(String text) throws Malformed {
        if (text.equals("*")) {
            return Specifiers.ANY;
        }
        if (text.isEmpty()) {
            throw new Malformed("an empty version constraint");
        }
        var all = new ArrayList<String>();
        for (String one : text.split("\\s*,\\s*|(?<=[0-9*a-z])\\s+", -1)) {
            all.add(standard(one.strip()));
        }
        return Specifiers.read(String.join(",", all));
    }

    private static String standard(String one) throws Malformed {
        Matcher relative = CARET_OR_TILDE.matcher(one);
        if (relative.matches()) {
            boolean caret = relative.group(1).equals("^");
            return ">=" + relative.group(2) + relative.group(3) + ",<" + next(relative.group(2), caret);
        }
        return BARE.matcher(one).matches() ? "==" + one : one;
    }

    /** {@code ^} keeps the first number that is not zero, {@code ~} the second number where there is one. */
    private static String next(String release, boolean caret) {
        String[] numbers = release.split("\\.");
        int raised = Math.min(1, numbers.length - 1);
        if (caret) {
            raised = 0;
            while (raised < numbers.length - 1 && Long.parseLong(numbers[raised]) == 0) {
                raised++;
            }
        }
        var next = new ArrayList<>(List.of(numbers).subList(0, raised));
        next.add(String.valueOf(Long.parseLong(numbers[raised]) + 1));
        return String.join(".", next);
    }

    /** The same as a version specifier of the standard, where one can say it: not with {@code ||}. */
    public static Optional<String> asSpecifier(String text) {
        try {
            List<Specifiers> any = read(text).any();
            return any.size() == 1 ? Optional.of(any.getFirst().toString()) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    boolean admits(Version version) {
        return any.stream().anyMatch(it -> it.contains(version));
    }
}
