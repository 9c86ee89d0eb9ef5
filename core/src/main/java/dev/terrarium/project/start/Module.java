package dev.terrarium.project.start;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module of the project, and what its names mean as far as imports say.
 *
 * @param name {@code shop.main}
 * @param path {@code src/shop/main.py}
 * @param text as it stands in the file
 */
record Module(String name, String path, String text, PythonSource source, Map<String, String> imports) {
    private static final Pattern FROM = Pattern.compile("from\\s+([\\w.]+)\\s+import\\s+(.*)");
    private static final Pattern IMPORT = Pattern.compile("import\\s+(.*)");
    private static final Pattern NAMED = Pattern.compile("\\s*([\\w.]+)(?:\\s+as\\s+(\\w+))?\\s*");

    static Module of(String name, String path, String text) {
        PythonSource source = PythonSource.of(text);
        var imports = new HashMap<String, String>();
        for (PythonSource.Line line : source.lines()) {
            Matcher from = FROM.matcher(line.code());
            if (from.matches()) {
                read(from.group(2).replaceAll("[()]", " "), from.group(1) + ".", imports);
                continue;
            }
            Matcher plain = IMPORT.matcher(line.code());
            if (plain.matches()) {
                read(plain.group(1), "", imports);
            }
        }
        return new Module(name, path, text, source, Map.copyOf(imports));
    }

    private static void read(String names, String from, Map<String, String> imports) {
        for (String one : names.split(",")) {
            Matcher named = NAMED.matcher(one);
            if (named.matches()) {
                String meant = from + named.group(1);
                String alias = Optional.ofNullable(named.group(2)).orElse(named.group(1));
                imports.put(alias, meant);
            }
        }
    }

    /** What a dotted name means: {@code FastAPI} is {@code fastapi.FastAPI} where it was imported from there. */
    String meaning(String dotted) {
        for (int end = dotted.length(); end > 0; end = dotted.lastIndexOf('.', end - 1)) {
            String meant = imports.get(dotted.substring(0, end));
            if (meant != null) {
                return meant + dotted.substring(end);
            }
        }
        return dotted;
    }

    /** Whether it runs something when it is the program. */
    boolean hasMainGuard() {
        return source.lines().stream()
                .anyMatch(line -> !line.indented() && line.code().matches("if\\s*\\(?\\s*__name__\\s*==\\s*''.*"));
    }
}
