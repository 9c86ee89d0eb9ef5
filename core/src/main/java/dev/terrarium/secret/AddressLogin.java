package dev.terrarium.secret;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user's password in an address: {@code scheme://user:password@host/}. */
final class AddressLogin {
    private static final Pattern LOGIN = Pattern.compile(
            "([^\\s:/@\"'<>`]{0,256}+):([^\\s/@\"'<>`]{1,256}+)@(\\[[0-9a-fA-F:]++\\]|[A-Za-z0-9._-]{1,255}+)");
    private static final Pattern HERE =
            Pattern.compile("localhost|127\\..*|\\[::1\\]|0\\.0\\.0\\.0|host\\.docker\\.internal");
    private static final Pattern NOWHERE = Pattern.compile(
            "(.*\\.)?(example|test|invalid|localhost)(\\.(com|org|net))?|host(name)?|server|your.*|my.*");

    private AddressLogin() {}

    /**
     * The host that a login is for; empty when there is none that matters.
     *
     * @param rest what follows {@code ://}
     */
    static Optional<String> host(String rest, FileRole role) {
        Matcher match = LOGIN.matcher(rest);
        if (!match.lookingAt()) {
            return Optional.empty();
        }
        String user = match.group(1);
        String password = match.group(2);
        String host = match.group(3).toLowerCase(Locale.ROOT);
        boolean weak = Placeholders.isOne(password)
                || password.equals(user)
                || HERE.matcher(host).matches();
        boolean neighbour = host.indexOf('.') < 0 && !host.startsWith("[");
        if (weak || NOWHERE.matcher(host).matches() && !isPrivateExample(host)) {
            return Optional.empty();
        }
        return neighbour && role != FileRole.ENVIRONMENT && !Placeholders.looksRandom(password)
                ? Optional.empty()
                : Optional.of(host);
    }

    /** {@code packages.example} is how a company's own host is written down; {@code example.com} is what manuals write. */
    private static boolean isPrivateExample(String host) {
        return host.endsWith(".example");
    }
}
