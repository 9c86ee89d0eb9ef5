package dev.terrarium.python;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version taken apart: what {@link Version} falls back to for what it cannot pack.
 *
 * @param release at least one number, with the zeros at its end as they were written
 * @param local the parts behind {@code +}, lower case, numbers without leading zeros; empty when there is none
 */
record VersionParts(
        BigInteger epoch,
        List<BigInteger> release,
        Optional<Pre> pre,
        Optional<BigInteger> post,
        Optional<BigInteger> dev,
        List<String> local)
        implements Comparable<VersionParts> {

    /** The kinds of pre-release, in their order, named as in the normal form. */
    enum Kind {
        A(0),
        B(1),
        RC(2);

        private final int rank;

        Kind(int rank) {
            this.rank = rank;
        }

        int rank() {
            return rank;
        }
    }

    private static final int AFTER_PRE = 3;

    record Pre(Kind kind, BigInteger number) {}

    private static final Pattern GRAMMAR = Pattern.compile(
            "v?(?:(?<epoch>[0-9]++)!)?+(?<release>[0-9]++(?:\\.[0-9]++)*+)"
                    + "(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|rc|c)[-_.]?(?<preNumber>[0-9]*+))?"
                    + "(?:-(?<implicitPost>[0-9]++)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>[0-9]*+))?"
                    + "(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>[0-9]*+))?"
                    + "(?:\\+(?<local>[a-z0-9]++(?:[-_.][a-z0-9]++)*+))?",
            Pattern.CASE_INSENSITIVE);

    private static final Comparator<Optional<BigInteger>> MISSING_FIRST =
            Comparator.comparing(number -> number.orElse(BigInteger.ONE.negate()));

    VersionParts {
        release = List.copyOf(release);
        local = List.copyOf(local);
    }

    static Optional<VersionParts> parse(String text) {
        Matcher match = GRAMMAR.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        return Optional.of(new VersionParts(
                number(match.group("epoch")),
                numbers(match.group("release")),
                Optional.ofNullable(match.group("pre"))
                        .map(word -> new Pre(kind(word), number(match.group("preNumber")))),
                post(match),
                Optional.ofNullable(match.group("dev")).map(word -> number(match.group("devNumber"))),
                Optional.ofNullable(match.group("local"))
                        .map(VersionParts::localParts)
                        .orElse(List.of())));
    }

    private static Optional<BigInteger> post(Matcher match) {
        return Optional.ofNullable(match.group("implicitPost"))
                .map(VersionParts::number)
                .or(() -> Optional.ofNullable(match.group("post")).map(word -> number(match.group("postNumber"))));
    }

    private static Kind kind(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "a", "alpha" -> Kind.A;
            case "b", "beta" -> Kind.B;
            case "c", "rc", "pre", "preview" -> Kind.RC;
            case String other -> throw new IllegalStateException(other);
        };
    }

    private static BigInteger number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null || digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    }

    private static List<BigInteger> numbers(String dotted) {
        var numbers = new ArrayList<BigInteger>();
        for (String digits : dotted.split("\\.")) {
            numbers.add(new BigInteger(digits));
        }
        return numbers;
    }

    private static List<String> localParts(String text) {
        var parts = new ArrayList<String>();
        for (String part : text.toLowerCase(Locale.ROOT).split("[-_.]")) {
            parts.add(isNumber(part) ? new BigInteger(part).toString() : part);
        }
        return parts;
    }

    private static boolean isNumber(String part) {
        return part.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    int suffixes() {
        return (pre.isPresent() ? 1 : 0) + (post.isPresent() ? 1 : 0) + (dev.isPresent() ? 1 : 0);
    }

    List<BigInteger> trimmedRelease() {
        int length = release.size();
        while (length > 1 && release.get(length - 1).signum() == 0) {
            length--;
        }
        return release.subList(0, length);
    }

    VersionParts withoutLocal() {
        return new VersionParts(epoch, release, pre, post, dev, List.of());
    }

    VersionParts withDev(BigInteger number) {
        return new VersionParts(epoch, release, pre, post, Optional.of(number), local);
    }

    boolean startsWith(List<BigInteger> prefix, int length) {
        for (int i = 0; i < length; i++) {
            if (!releaseAt(i).equals(prefix.get(i))) {
                return false;
            }
        }
        return true;
    }

    private BigInteger releaseAt(int index) {
        return index < release.size() ? release.get(index) : BigInteger.ZERO;
    }

    int compareRelease(VersionParts other) {
        for (int i = 0; i < Math.max(release.size(), other.release.size()); i++) {
            int order = releaseAt(i).compareTo(other.releaseAt(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** A development release of a final release sorts before its alphas, a final release after its candidates. */
    private int preRank() {
        if (pre.isPresent()) {
            return pre.get().kind().rank();
        }
        return post.isEmpty() && dev.isPresent() ? -1 : AFTER_PRE;
    }

    @Override
    public int compareTo(VersionParts other) {
        int order = epoch.compareTo(other.epoch);
        order = order != 0 ? order : compareRelease(other);
        order = order != 0 ? order : Integer.compare(preRank(), other.preRank());
        order = order != 0 ? order : MISSING_FIRST.compare(pre.map(Pre::number), other.pre.map(Pre::number));
        order = order != 0 ? order : MISSING_FIRST.compare(post, other.post);
        order = order != 0 ? order : Boolean.compare(dev.isEmpty(), other.dev.isEmpty());
        order = order != 0 ? order : MISSING_FIRST.compare(dev, other.dev);
        return order != 0 ? order : compareLocal(other);
    }

    private int compareLocal(VersionParts other) {
        for (int i = 0; i < Math.min(local.size(), other.local.size()); i++) {
            int order = compareLocal(local.get(i), other.local.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(local.size(), other.local.size());
    }

    private static int compareLocal(String one, String two) {
        if (isNumber(one) && isNumber(two)) {
            return new BigInteger(one).compareTo(new BigInteger(two));
        }
        return isNumber(one) != isNumber(two) ? Boolean.compare(isNumber(one), isNumber(two)) : one.compareTo(two);
    }

    /** Equal for versions that compare as equal. */
    int orderedHash() {
        return java.util.Objects.hash(epoch, trimmedRelease(), pre, post, dev, local);
    }

    String normal() {
        var text = new StringBuilder();
        if (epoch.signum() != 0) {
            text.append(epoch).append('!');
        }
        text.append(String.join(".", release.stream().map(BigInteger::toString).toList()));
        pre.ifPresent(
                it -> text.append(it.kind().name().toLowerCase(Locale.ROOT)).append(it.number()));
        post.ifPresent(number -> text.append(".post").append(number));
        dev.ifPresent(number -> text.append(".dev").append(number));
        if (!local.isEmpty()) {
            text.append('+').append(String.join(".", local));
        }
        return text.toString();
    }
}
