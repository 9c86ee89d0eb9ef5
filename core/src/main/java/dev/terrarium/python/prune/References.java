package dev.terrarium.python.prune;

import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What sources mention of things that could be pruned: modules by their dotted names, directories by name.
 *
 * <p>More than they import, on purpose: a name in a string may be imported at run time, and a directory's name in a string may be
 * the place of a file. Whoever is mentioned once too often stays, which costs space and breaks nothing.
 *
 * @param modules dotted names to the file that mentions them first
 * @param names directory names, and {@code .pyi}, in the same way; with what is looked for in the directory, where that is known:
 *     {@code tests/data}
 */
public record References(SortedMap<String, String> modules, SortedMap<String, String> names) {
    /** Last parts of the paths of directories that may be pruned. */
    static final Set<String> DIRECTORIES = Set.of("tests", "test", "docs", "doc");

    /** Stands for stubs. */
    static final String STUBS = ".pyi";

    /** Stands for data below the environment's {@code share}. */
    static final String SHARE = "share";

    private static final Pattern DOTTED = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)+");
    private static final Pattern IMPORT =
            Pattern.compile("\\bimport\\s+([\\w.]+(?:\\s+as\\s+\\w+)?(?:\\s*,\\s*[\\w.]+)*)");
    private static final Pattern FROM =
            Pattern.compile("\\bfrom\\s+(\\.*)\\s*([\\w.]*)\\s+import\\s+(\\([^)]*\\)|[^\\n;]*)");
    private static final int LONGEST_PATH = 200;
    private static final Pattern RELEVANT = Pattern.compile("\\b(?:tests?|docs?|pyi|share|attach_stub)\\b");
    private static final Pattern WORDS = Pattern.compile("[\\s,()]+");
    private static final Pattern PARTS = Pattern.compile("[/\\\\.]+");

    /** None. */
    public References() {
        this(new TreeMap<>(), new TreeMap<>());
    }

    /** @param file of a module, from where modules are found: {@code pandas/core/frame.py} */
    void source(String file, String text) {
        if (!RELEVANT.matcher(text).find()) {
            return;
        }
        SourceText source = SourceText.of(text);
        dotted(file, source.text());
        IMPORT.matcher(source.text()).results().forEach(match -> {
            for (String name : WORDS.split(match.group(1))) {
                module(name, file);
            }
        });
        String[] parts = file.split("/");
        FROM.matcher(source.text()).results().forEach(match -> imported(file, parts, match));
        if (source.text().contains("attach_stub")) {
            names.putIfAbsent(STUBS, file);
        }
        source.literals().forEach(literal -> literal(file, literal));
    }

    /** A file that is no source and may name modules all the same. */
    void dotted(String file, String text) {
        DOTTED.matcher(text).results().forEach(match -> module(match.group(), file));
    }

    /** Compiled modules import by strings: whole names or, relative to their own package, the last part alone. */
    void binary(String file, String bytes) {
        for (String directory : DIRECTORIES) {
            if (bytes.contains("\0" + directory + "\0")) {
                names.putIfAbsent(directory, file);
            }
            int at = bytes.indexOf("." + directory);
            while (at >= 0) {
                module(word(bytes, at), file);
                at = bytes.indexOf("." + directory, at + 1);
            }
        }
    }

    private static String word(String bytes, int at) {
        int begin = at;
        while (begin > 0 && isNamePart(bytes.charAt(begin - 1))) {
            begin--;
        }
        int end = at;
        while (end < bytes.length() && isNamePart(bytes.charAt(end))) {
            end++;
        }
        return bytes.substring(begin, end);
    }

    private static boolean isNamePart(char c) {
        return c == '.' || c == '_' || c < 0x80 && Character.isLetterOrDigit(c);
    }

    /** A directory's name alone is an ordinary word: it counts where a path or a module's name is put together. */
    private void literal(String file, SourceText.Literal literal) {
        String text = literal.text();
        if (text.length() < LONGEST_PATH && (text.contains("/") || text.contains(".") || literal.isJoined())) {
            if (text.endsWith(STUBS)) {
                names.putIfAbsent(STUBS, file);
            }
            String[] parts = PARTS.split(text);
            for (int i = 0; i < parts.length; i++) {
                if (DIRECTORIES.contains(parts[i]) || parts[i].equals(SHARE)) {
                    String next = i + 1 < parts.length ? parts[i + 1] : literal.next();
                    names.putIfAbsent(next.isEmpty() ? parts[i] : parts[i] + "/" + next, file);
                }
            }
        }
    }

    private void imported(String file, String[] parts, MatchResult match) {
        int dots = match.group(1).length();
        if (dots > parts.length) {
            return;
        }
        String base = dots == 0 ? "" : String.join(".", Arrays.copyOf(parts, parts.length - dots));
        String from = join(base, match.group(2));
        module(from, file);
        for (String name : WORDS.split(match.group(3))) {
            module(join(from, name), file);
        }
    }

    private static String join(String base, String name) {
        return base.isEmpty() || name.isEmpty() ? base + name : base + "." + name;
    }

    /** Only those that something prunable may be called by. */
    void module(String name, String file) {
        for (String part : name.split("\\.")) {
            if (DIRECTORIES.contains(part)) {
                modules.putIfAbsent(name, file);
                return;
            }
        }
    }
}
