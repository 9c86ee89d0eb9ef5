package dev.terrarium.debian;

import java.util.Optional;

/**
 * A package's version: epoch, upstream version and revision, ordered as dpkg orders them.
 *
 * <p>Neither a string, whose order is another, nor a Python version: {@code 1.0~rc1} is before {@code 1.0} here. Equal as records
 * only when written equally; {@code compareTo} is 0 for {@code 1.0} and {@code 0:1.0} too.
 *
 * @param text as it was written
 * @see <a href="https://www.debian.org/doc/debian-policy/ch-controlfields.html#version">Debian policy, version</a>
 */
@SuppressWarnings("ComparableType")
public record DebianVersion(String text) implements Comparable<DebianVersion> {
    private static final int LONGEST = 512;

    public DebianVersion {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not a Debian version: `" + MalformedControl.shown(text) + "`");
        }
    }

    /** Empty when dpkg would not take it. */
    public static Optional<DebianVersion> parse(String text) {
        return isValid(text) ? Optional.of(new DebianVersion(text)) : Optional.empty();
    }

    private static boolean isValid(String text) {
        int colon = text.indexOf(':');
        int dash = text.lastIndexOf('-');
        if (text.length() > LONGEST || colon == 0 || colon > 9 || !digits(text, 0, Math.max(colon, 0))) {
            return false;
        }
        int end = dash > colon ? dash : text.length();
        if (end == colon + 1 || end == text.length() - 1 || !isDigit(text.charAt(colon + 1))) {
            return false;
        }
        for (int i = colon + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isDigit(c) && !isLetter(c) && ".+~".indexOf(c) < 0 && (i > end || c != '-' && c != ':')) {
                return i == end;
            }
        }
        return true;
    }

    private static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private int epoch() {
        int colon = text.indexOf(':');
        return colon < 0 ? 0 : Integer.parseInt(text, 0, colon, 10);
    }

    private String upstream() {
        int dash = text.lastIndexOf('-');
        return text.substring(text.indexOf(':') + 1, dash < 0 ? text.length() : dash);
    }

    private String revision() {
        int dash = text.lastIndexOf('-');
        return dash < 0 ? "" : text.substring(dash + 1);
    }

    /** The upstream version alone: {@code 3.13.5} of {@code 3.13.5-2+deb13u1}. */
    public String upstreamVersion() {
        return upstream();
    }

    @Override
    public int compareTo(DebianVersion other) {
        if (text.equals(other.text)) {
            return 0;
        }
        int epochs = Integer.compare(epoch(), other.epoch());
        if (epochs != 0) {
            return epochs;
        }
        int upstreams = compareParts(upstream(), other.upstream());
        return upstreams != 0 ? upstreams : compareParts(revision(), other.revision());
    }

    /** Alternates between what are no digits, where a tilde is before the end, and numbers. */
    private static int compareParts(String one, String two) {
        int i = 0;
        int j = 0;
        while (i < one.length() || j < two.length()) {
            while (i < one.length() && !isDigit(one.charAt(i)) || j < two.length() && !isDigit(two.charAt(j))) {
                int order = Integer.compare(weight(one, i), weight(two, j));
                if (order != 0) {
                    return order;
                }
                i++;
                j++;
            }
            int oneEnd = numberEnd(one, i);
            int twoEnd = numberEnd(two, j);
            int order = compareNumbers(one.substring(i, oneEnd), two.substring(j, twoEnd));
            if (order != 0) {
                return order;
            }
            i = oneEnd;
            j = twoEnd;
        }
        return 0;
    }

    private static int weight(String text, int at) {
        if (at >= text.length() || isDigit(text.charAt(at))) {
            return 0;
        }
        char c = text.charAt(at);
        return c == '~' ? -1 : isLetter(c) ? c : c + 256;
    }

    private static int numberEnd(String text, int from) {
        int end = Math.min(from, text.length());
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Of any length: some upstreams count in dates and times. */
    private static int compareNumbers(String one, String two) {
        String a = one.replaceFirst("^0+", "");
        String b = two.replaceFirst("^0+", "");
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    @Override
    public String toString() {
        return text;
    }
}
