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
                String origin = absolute(from.group(1), name, path.endsWith("/__init__.py"));
                read(from.group(2).replaceAll("[()]", " "), origin + ".", imports);
                continue;
            }
            Matcher plain = IMPORT.matcher(line.code());
            if (plain.matches()) {
                read(plain.group(1), "", imports);
            }
        }
        return new Module(name, path, text, source, Map.copyOf(imports));
    }

    /** {@code ..db} in the module {@code shop.api.main} is {@code shop.db}. */
    private static String absolute(String origin, String name, boolean isPackage) {
        int dots = 0;
        while (dots < origin.length() && origin.charAt(dots) == '.') {
            dots++;
        }
        if (dots == 0) {
            return origin;
        }
        String at = name;
        for (int up = isPackage ? 1 : 0; up < dots; up++) {
            at = at.substring(0, Math.max(0, at.lastIndexOf('.')));
        }
        String below = origin.substring(dots);
        return at.isEmpty() ? below : below.isEmpty() ? at : at + "." + below;
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

    /** {@code main} of {@code shop.main}. */
    String lastName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Whether it imports the package or anything in it, anywhere in the file. */
    boolean uses(String packageName) {
        return imports.values().stream()
                .anyMatch(meant -> meant.equals(packageName) || meant.startsWith(packageName + "."));
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
