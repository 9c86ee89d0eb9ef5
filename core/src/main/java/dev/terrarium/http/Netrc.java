package dev.terrarium.http;

import dev.terrarium.io.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The user's netrc file: a login and a password for each host.
 *
 * <p>The {@code default} entry is read and not used: it would hand a password to every host that is asked for anything. Macros
 * are skipped. A file that cannot be read counts as none, as for curl.
 *
 * @param logins host to {@code login:password}
 * @see <a href="https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html">the netrc file</a>
 */
record Netrc(Map<String, String> logins) {
    private static final int LONGEST = 1 << 20;

    Netrc {
        logins = Map.copyOf(logins);
    }

    /** {@code $NETRC}, else {@code ~/.netrc}. */
    static Netrc of(Environment environment) {
        Path file = environment
                .variable("NETRC")
                .map(environment.directory()::resolve)
                .orElseGet(() -> environment.home().resolve(".netrc"));
        try {
            return Files.size(file) > LONGEST ? new Netrc(Map.of()) : parse(Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            return new Netrc(Map.of());
        } catch (IOException e) {
            return new Netrc(Map.of());
        }
    }

    static Netrc parse(List<String> lines) {
        var logins = new LinkedHashMap<String, String>();
        var words = words(lines);
        while (!words.isEmpty()) {
            if (words.pop().equals("machine") && !words.isEmpty()) {
                String host = words.pop();
                entry(words).ifPresent(login -> logins.putIfAbsent(host, login));
            }
        }
        return new Netrc(logins);
    }

    private static Optional<String> entry(Deque<String> words) {
        String login = "";
        String password = "";
        while (words.size() >= 2 && List.of("login", "password", "account").contains(words.peek())) {
            switch (words.pop()) {
                case "login" -> login = words.pop();
                case "password" -> password = words.pop();
                default -> words.pop();
            }
        }
        return login.isEmpty() && password.isEmpty() ? Optional.empty() : Optional.of(login + ":" + password);
    }

    private static Deque<String> words(List<String> lines) {
        var words = new ArrayDeque<String>();
        boolean macro = false;
        for (String line : lines) {
            macro = line.isBlank() ? false : macro || line.strip().startsWith("macdef");
            if (!macro && !line.strip().startsWith("#")) {
                for (String word : line.strip().split("\\s+")) {
                    if (!word.isEmpty()) {
                        words.add(word);
                    }
                }
            }
        }
        return words;
    }

    Optional<String> login(String host) {
        return Optional.ofNullable(logins.get(host));
    }

    /** No password is ever printed. */
    @Override
    public String toString() {
        return "Netrc" + logins.keySet();
    }
}
