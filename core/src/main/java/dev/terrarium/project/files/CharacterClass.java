package dev.terrarium.project.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What stands in brackets in a pattern: characters, ranges, and POSIX's named classes, which mean ASCII.
 *
 * @param end the position after the closing bracket
 */
record CharacterClass(List<IntPredicate> members, boolean negated, int end) implements IntPredicate {
    CharacterClass {
        members = List.copyOf(members);
    }

    @Override
    public boolean test(int c) {
        return members.stream().anyMatch(member -> member.test(c)) != negated;
    }

    /** Empty when the bracket is not closed or names an unknown class. */
    static Optional<CharacterClass> parse(String pattern, int bracket) {
        int at = bracket + 1;
        boolean negated = at < pattern.length() && (pattern.charAt(at) == '!' || pattern.charAt(at) == '^');
        at += negated ? 1 : 0;
        var members = new ArrayList<IntPredicate>();
        for (boolean first = true; at < pattern.length(); first = false) {
            char c = pattern.charAt(at);
            if (c == ']' && !first) {
                return Optional.of(new CharacterClass(members, negated, at + 1));
            }
            if (c == '[' && pattern.startsWith("[:", at)) {
                int close = pattern.indexOf(":]", at + 2);
                Optional<IntPredicate> named = close < 0 ? Optional.empty() : named(pattern.substring(at + 2, close));
                if (named.isEmpty()) {
                    return Optional.empty();
                }
                members.add(named.get());
                at = close + 2;
                continue;
            }
            int low = at + (c == '\\' ? 1 : 0);
            if (low >= pattern.length()) {
                return Optional.empty();
            }
            char from = pattern.charAt(low);
            at = low + 1;
            boolean isRange = at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
            if (!isRange) {
                members.add(other -> other == from);
                continue;
            }
            int high = at + 1 + (pattern.charAt(at + 1) == '\\' ? 1 : 0);
            if (high >= pattern.length()) {
                return Optional.empty();
            }
            char to = pattern.charAt(high);
            members.add(other -> other >= from && other <= to);
            at = high + 1;
        }
        return Optional.empty();
    }

    private static Optional<IntPredicate> named(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "alnum" -> c -> isLetter(c) || isDigit(c);
                    case "alpha" -> CharacterClass::isLetter;
                    case "blank" -> c -> c == ' ' || c == '\t';
                    case "cntrl" -> c -> c < ' ' || c == 127;
                    case "digit" -> CharacterClass::isDigit;
                    case "graph" -> c -> c > ' ' && c < 127;
                    case "lower" -> c -> c >= 'a' && c <= 'z';
                    case "print" -> c -> c >= ' ' && c < 127;
                    case "punct" -> c -> c > ' ' && c < 127 && !isLetter(c) && !isDigit(c);
                    case "space" -> c -> c == ' ' || c >= '\t' && c <= '\r';
                    case "upper" -> c -> c >= 'A' && c <= 'Z';
                    case "xdigit" -> c -> isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
                    default -> null;
                });
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
