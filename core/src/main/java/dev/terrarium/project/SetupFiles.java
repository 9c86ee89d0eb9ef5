package dev.terrarium.project;

import dev.terrarium.project.Project.About;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code setup.cfg} and {@code setup.py} say about a project that has no {@code [project]}.
 *
 * <p>Nothing is run: of {@code setup.py} only strings count that stand behind their keywords. What it computes stays unknown here,
 * and is in the wheel that setuptools builds. {@code setup.cfg} is read first, although setuptools lets {@code setup.py} win:
 * whoever has both keeps the words in the former.
 *
 * @see <a href="https://setuptools.pypa.io/en/latest/userguide/declarative_config.html">setuptools, declarative configuration</a>
 */
record SetupFiles(
        Optional<String> name,
        Optional<String> version,
        About about,
        Optional<String> requiresPython,
        SortedMap<String, String> scripts) {
    private static final int LONGEST = 1 << 20;
    private static final Pattern SCRIPTS = Pattern.compile("console_scripts[\"']?\\s*[:=]\\s*\\[([^\\]]{0,20000})\\]");
    private static final Pattern STRING = Pattern.compile("\"([^\"\\n]{1,500})\"|'([^'\\n]{1,500})'");
    private static final Pattern SCRIPT = Pattern.compile(
            "\\s*([A-Za-z0-9][A-Za-z0-9._-]{0,200})\\s*=\\s*([A-Za-z_][\\w.]{0,300}(?::[\\w.]{1,300})?)\\s*");

    static SetupFiles read(Path root) throws IOException {
        Map<String, String> cfg = values(text(root.resolve("setup.cfg")));
        String program = text(root.resolve("setup.py")).replaceAll("(?m)^\\s*#.*$", "");
        var scripts = new TreeMap<String, String>();
        cfg.getOrDefault("options.entry_points/console_scripts", "").lines().forEach(line -> script(line, scripts));
        Matcher declared = SCRIPTS.matcher(program);
        if (scripts.isEmpty() && declared.find()) {
            for (Matcher one = STRING.matcher(declared.group(1)); one.find(); ) {
                string(one).ifPresent(text -> script(text, scripts));
            }
        }
        return new SetupFiles(
                first(cfg, "metadata/name", program, "name"),
                first(cfg, "metadata/version", program, "version"),
                new About(
                        first(cfg, "metadata/description", program, "description"),
                        first(cfg, "metadata/license", program, "license"),
                        first(cfg, "metadata/url", program, "url")),
                first(cfg, "options/python_requires", program, "python_requires"),
                scripts);
    }

    private static void script(String line, SortedMap<String, String> scripts) {
        Matcher script = SCRIPT.matcher(line);
        if (script.matches()) {
            scripts.put(script.group(1), script.group(2));
        }
    }

    /** {@code attr:} and {@code file:} name places where setuptools looks when it builds. */
    private static Optional<String> first(Map<String, String> cfg, String key, String program, String keyword) {
        String said = cfg.getOrDefault(key, "").strip();
        if (!said.isEmpty()) {
            return said.startsWith("attr:") || said.startsWith("file:") || said.contains("\n")
                    ? Optional.empty()
                    : Optional.of(said);
        }
        Matcher call = Pattern.compile("[(,\\s]" + keyword + "\\s*=\\s*(?:" + STRING.pattern() + ")\\s*[,)]")
                .matcher(program);
        return call.find() ? string(call) : Optional.empty();
    }

    private static Optional<String> string(Matcher found) {
        return Optional.ofNullable(found.group(1)).or(() -> Optional.ofNullable(found.group(2)));
    }

    /** Values by section and key; those of several lines with their line breaks. */
    private static Map<String, String> values(String text) {
        var values = new LinkedHashMap<String, String>();
        String section = "";
        String key = "";
        for (String line : text.lines().toList()) {
            String stripped = line.strip();
            boolean isComment = stripped.startsWith("#") || stripped.startsWith(";");
            if (stripped.isEmpty() || isComment) {
                continue;
            }
            int equals = stripped.indexOf('=');
            if (Character.isWhitespace(line.charAt(0)) && !key.isEmpty()) {
                values.merge(key, stripped, (before, more) -> before.isEmpty() ? more : before + "\n" + more);
            } else if (stripped.startsWith("[") && stripped.endsWith("]")) {
                section = stripped.substring(1, stripped.length() - 1).strip();
                key = "";
            } else if (equals > 0) {
                key = section + "/"
                        + stripped.substring(0, equals)
                                .strip()
                                .toLowerCase(Locale.ROOT)
                                .replace('-', '_');
                values.put(key, stripped.substring(equals + 1).strip());
            }
        }
        return values;
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }
}
