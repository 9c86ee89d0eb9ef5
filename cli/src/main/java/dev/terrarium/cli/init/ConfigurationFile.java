package dev.terrarium.cli.init;

import dev.terrarium.cli.init.PlannedFile.Action;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.toml.Toml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the configuration goes: into {@code pyproject.toml} behind what is there, else into {@code terrarium.toml}.
 *
 * <p>Nothing of a person's file is written anew: lines are added, or with force the table's own lines are taken out before. What comes
 * of it is parsed before it is written, since a table can also be spelled in ways that cannot be extended.
 *
 * @param lines of the table, without its header
 */
record ConfigurationFile(Path directory, String lines, boolean force) {
    private static final String HEADER = "[tool.terrarium]";
    private static final Pattern OURS = Pattern.compile("\\s*\\[\\[?\\s*tool\\s*\\.\\s*terrarium\\s*[.\\]].*");
    private static final Pattern TABLE = Pattern.compile("\\s*\\[.*");

    PlannedFile planned(List<Problem> problems) throws IOException {
        Path pyproject = directory.resolve("pyproject.toml");
        if (!Files.exists(pyproject) || Files.exists(directory.resolve("terrarium.toml"))) {
            return PlannedFile.whole(directory, "terrarium.toml", lines, force, problems);
        }
        String before = Files.readString(pyproject);
        boolean there = before.lines().anyMatch(line -> OURS.matcher(line).matches());
        if (there && !force) {
            problems.add(Problem.of(
                    ErrorCode.OUTPUT_REFUSED,
                    "`" + HEADER + "` of pyproject.toml is there already",
                    "look at what would be written with `--dry-run`, or replace it with `--force`"));
        }
        String end = before.contains("\r\n") ? "\r\n" : "\n";
        String added = (HEADER + "\n" + lines).replace("\n", end);
        String text = joined(there && force ? withoutOurs(before) : before, added, end);
        if (problems.isEmpty()) {
            requireReadable(text);
        }
        return new PlannedFile(pyproject, there ? Action.REPLACED : Action.EXTENDED, text, added);
    }

    private static String joined(String before, String added, String end) {
        String whole = before.isEmpty() || before.endsWith("\n") ? before : before + end;
        return whole.isBlank() || whole.endsWith(end + end) ? whole + added : whole + end + added;
    }

    private static String withoutOurs(String text) {
        var left = new StringBuilder();
        boolean ours = false;
        for (String line : text.splitWithDelimiters("\n", -1)) {
            ours = TABLE.matcher(line).matches() ? OURS.matcher(line).matches() : ours;
            left.append(ours ? "" : line);
        }
        return left.toString();
    }

    private static void requireReadable(String text) {
        try {
            Toml.parse(text, "pyproject.toml", ErrorCode.PROJECT_INVALID);
        } catch (UserError e) {
            throw new UserError(
                    ErrorCode.OUTPUT_REFUSED,
                    "pyproject.toml cannot be extended by `" + HEADER + "`: " + e.getMessage(),
                    "print it with `--dry-run` and put it where it belongs");
        }
    }
}
