package dev.terrarium.python.lockfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a requirements file as pip sees them: joined at a backslash, without comments, variables replaced. */
final class LogicalLines {
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*$");
    /** What Python takes for the end of a line. */
    private static final Pattern LINE_END = Pattern.compile("\r\n|[\n\r\\u000B\f\\u001C-\\u001E\\u0085\\u2028\\u2029]");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)}");

    private LogicalLines() {}

    /** @param number of the first physical line, counted from 1 */
    record Line(String text, int number) {}

    static List<Line> of(String text, Map<String, String> variables) {
        var lines = new ArrayList<Line>();
        var joined = new StringBuilder();
        int first = 0;
        int number = 0;
        for (String line : LINE_END.split(text, -1)) {
            number++;
            first = joined.isEmpty() ? number : first;
            boolean comment = line.strip().startsWith("#");
            if (line.endsWith("\\") && !comment) {
                joined.append(line, 0, line.length() - 1);
                continue;
            }
            add(joined.append(comment ? " " : "").append(line).toString(), first, variables, lines);
            joined.setLength(0);
        }
        add(joined.toString(), first, variables, lines);
        return lines;
    }

    private static void add(String line, int number, Map<String, String> variables, List<Line> into) {
        String plain = COMMENT.matcher(line).replaceFirst("").strip();
        if (!plain.isEmpty()) {
            into.add(new Line(expanded(plain, variables), number));
        }
    }

    /** Only {@code ${UPPER_CASE}}, and only what is set: everything else stays as it stands. */
    private static String expanded(String line, Map<String, String> variables) {
        return VARIABLE.matcher(line).replaceAll(match -> {
            String value = variables.getOrDefault(match.group(1), "");
            return Matcher.quoteReplacement(value.isEmpty() ? match.group() : value);
        });
    }
}
