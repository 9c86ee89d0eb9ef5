package dev.terrarium.dockerfile.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Takes off the programs that only run another: {@code sudo}, {@code env}, {@code exec}, {@code nice}, {@code tini --}. */
final class Wrappers {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash", "zsh", "ksh");

    /** Wrappers, and which of their short options take the next word as a value. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("sudo", "ugpCTh"),
            Map.entry("env", "uCS"),
            Map.entry("exec", "a"),
            Map.entry("command", ""),
            Map.entry("builtin", ""),
            Map.entry("time", "fo"),
            Map.entry("nice", "n"),
            Map.entry("ionice", "cn"),
            Map.entry("nohup", ""),
            Map.entry("xargs", "ILnPsdEa"),
            Map.entry("timeout", "ks"),
            Map.entry("gosu", ""),
            Map.entry("su-exec", ""),
            Map.entry("setpriv", ""),
            Map.entry("tini", "p"),
            Map.entry("dumb-init", "r"),
            Map.entry("stdbuf", "ioe"),
            Map.entry("eatmydata", ""));

    /** Of those, the ones whose first argument is not the program yet: a duration, a user. */
    private static final Set<String> WITH_OPERAND = Set.of("timeout", "gosu", "su-exec");

    private final Function<ShellWord, Optional<String>> value;

    Wrappers(Function<ShellWord, Optional<String>> value) {
        this.value = value;
    }

    /** The words from the program on that does the work. */
    record Unwrapped(List<ShellWord> words, boolean isExec) {}

    static boolean isShell(String program) {
        return SHELLS.contains(program);
    }

    Unwrapped unwrap(List<ShellWord> all, Map<String, Optional<String>> environment) {
        List<ShellWord> words = all;
        boolean exec = false;
        while (!words.isEmpty()) {
            String path = value.apply(words.getFirst()).orElse("");
            String program = path.substring(path.lastIndexOf('/') + 1);
            String valued = KNOWN.get(program);
            if (valued == null) {
                break;
            }
            int next = options(words, valued, environment);
            if (WITH_OPERAND.contains(program)) {
                next++;
            }
            if (next >= words.size()) {
                break;
            }
            exec |= program.equals("exec");
            words = words.subList(next, words.size());
        }
        return new Unwrapped(words, exec);
    }

    /** Where the options and assignments behind the wrapper end. */
    private int options(List<ShellWord> words, String valued, Map<String, Optional<String>> environment) {
        int at = 1;
        while (at < words.size()) {
            String word = words.get(at).literalStart();
            int equals = word.indexOf('=');
            if (word.equals("--")) {
                return at + 1;
            } else if (word.startsWith("-") && word.length() > 1) {
                boolean takesNext = word.length() == 2 && valued.indexOf(word.charAt(1)) >= 0;
                at += takesNext ? 2 : 1;
            } else if (equals > 0 && word.substring(0, equals).matches("[A-Za-z_][A-Za-z0-9_]*")) {
                environment.put(
                        word.substring(0, equals), value.apply(words.get(at)).map(text -> text.substring(equals + 1)));
                at++;
            } else {
                return at;
            }
        }
        return at;
    }
}
