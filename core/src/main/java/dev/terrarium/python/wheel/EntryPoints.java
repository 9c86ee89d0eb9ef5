package dev.terrarium.python.wheel;

import dev.terrarium.python.Malformed;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code entry_points.txt}: an INI file in which case matters and only {@code =} separates. */
final class EntryPoints {
    private static final String DOTTED = "[\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[\\p{L}_][\\p{L}\\p{N}_]*)*";
    private static final Pattern TARGET =
            Pattern.compile("(" + DOTTED + ")\\s*(?::\\s*(" + DOTTED + ")?)?\\s*(?:\\[[^\\]]*\\])?");
    private static final Pattern SCRIPT = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.+-]*");
    private static final Pattern INTERPRETER = Pattern.compile("python[0-9.]*|activate.*");

    private EntryPoints() {}

    static List<EntryPoint> read(String text) throws Malformed {
        var points = new TreeMap<EntryPoint, EntryPoint>();
        String group = "";
        for (String raw : text.split("\r\n|\n|\r", -1)) {
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                group = line.substring(1, line.length() - 1).strip();
                continue;
            }
            EntryPoint point = point(group, line);
            EntryPoint before = points.putIfAbsent(point, point);
            if (before != null && !before.equals(point)) {
                throw new Malformed("entry_points.txt names `" + Malformed.shown(point.name()) + "` twice");
            }
        }
        return List.copyOf(points.keySet());
    }

    private static EntryPoint point(String group, String line) throws Malformed {
        int equals = line.indexOf('=');
        Matcher target =
                TARGET.matcher(equals < 0 ? "" : line.substring(equals + 1).strip());
        if (group.isEmpty() || equals <= 0 || !target.matches()) {
            if (equals > 0 && !group.isEmpty() && !group.endsWith("_scripts")) {
                return new EntryPoint(
                        group,
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip(),
                        "");
            }
            throw new Malformed("a line of entry_points.txt that offers nothing: `" + Malformed.shown(line) + "`");
        }
        String attribute = target.group(2) == null ? "" : target.group(2);
        var point = new EntryPoint(group, line.substring(0, equals).strip(), target.group(1), attribute);
        if (point.isScript()) {
            checkScript(point);
        }
        return point;
    }

    /** A command becomes a file name and a line of Python, and must not stand in the interpreter's place. */
    private static void checkScript(EntryPoint point) throws Malformed {
        if (!SCRIPT.matcher(point.name()).matches()
                || INTERPRETER.matcher(point.name()).matches()) {
            throw new Malformed("a command cannot be called `" + Malformed.shown(point.name()) + "`");
        }
        if (point.attribute().isEmpty()) {
            throw new Malformed("the command `" + Malformed.shown(point.name()) + "` names no function");
        }
    }
}
