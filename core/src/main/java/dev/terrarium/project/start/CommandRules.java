package dev.terrarium.project.start;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a configured command must not be: a development mode, something for a shell, something that nobody can reach. */
final class CommandRules {
    private static final Set<String> RUNNERS =
            Set.of("uv", "uvx", "poetry", "pipenv", "pdm", "hatch", "conda", "make", "npm", "tox", "nox");
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "zsh");
    private static final Set<String> RELOADING = Set.of("--reload", "--debug", "--debugger", "--autoreload");
    private static final Pattern REFERENCE = Pattern.compile("\\$(\\w+|\\{[^}]*\\})");
    private static final Pattern KNOWN = Pattern.compile(
            "\\$\\{(PORT(:-[0-9]{1,5})?|WEB_CONCURRENCY(:-[0-9]{1,5})?|FORWARDED_ALLOW_IPS(:-[0-9A-Fa-f.:,/*]*)?)\\}");
    private static final Pattern LOOPBACK = Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[?::1\\]?)(:.*)?");
    private static final Set<String> ADDRESSES = Set.of("--host", "--bind", "-b", "-h", "--listen");

    private final List<String> argv;
    private final String where;
    private final List<Problem> problems = new ArrayList<>();

    private CommandRules(List<String> argv, String where) {
        this.argv = argv;
        this.where = where;
    }

    /**
     * @param where it is written: {@code `command`}
     * @param shell whether the image has one
     */
    static List<Problem> problems(List<String> argv, String where, boolean shell) {
        var rules = new CommandRules(argv, where);
        rules.development();
        rules.program(shell);
        rules.references();
        rules.address();
        return rules.problems;
    }

    private void development() {
        for (String argument : argv) {
            String option = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
            if (RELOADING.contains(option)) {
                unsafe("`" + option + "` is for development", "take it out of " + where);
            }
        }
        String line = " " + String.join(" ", argv) + " ";
        if (line.matches(".*\\bflask( .*)? run .*")) {
            unsafe(
                    "`flask run` is a development server",
                    "add gunicorn to the dependencies, lock, and take " + where + " out");
        }
        if (line.contains(" runserver ")) {
            unsafe(
                    "`runserver` is a development server",
                    "add gunicorn to the dependencies, lock, and take " + where + " out");
        }
        if (line.matches(".*\\bfastapi dev .*")) {
            unsafe(
                    "`fastapi dev` is a development server",
                    "add uvicorn to the dependencies, lock, and take " + where + " out");
        }
        if (line.contains(" -X dev ") || line.contains(" -m pdb ") || line.contains(" -m debugpy ")) {
            unsafe("the command starts Python for debugging", "take that out of " + where);
        }
    }

    private void program(boolean shell) {
        String program = argv.getFirst().substring(argv.getFirst().lastIndexOf('/') + 1);
        if (RUNNERS.contains(program)) {
            unsafe(
                    "`" + program + "` is for development, and not in the image",
                    "write the program that it starts: `command = [\"python\", \"-m\", \"…\"]`");
        }
        if (SHELLS.contains(program) && !shell) {
            unsafe("there is no `" + program + "` in the image", "write the program itself, or set `shell = true`");
        }
    }

    private void references() {
        for (String argument : argv) {
            for (Matcher reference = REFERENCE.matcher(argument); reference.find(); ) {
                if (!KNOWN.matcher(reference.group()).matches()) {
                    problems.add(Problem.of(
                            ErrorCode.CONFIGURATION_INVALID,
                            where + ": `" + printable(reference.group())
                                    + "` is not replaced; only `${PORT}`, `${WEB_CONCURRENCY}` and `${FORWARDED_ALLOW_IPS}` are",
                            "write `${PORT:-8000}`, or read the variable in the program"));
                }
            }
        }
    }

    private void address() {
        for (int i = 0; i < argv.size(); i++) {
            String argument = argv.get(i);
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            String value = equals >= 0 ? argument.substring(equals + 1) : i + 1 < argv.size() ? argv.get(i + 1) : "";
            if (ADDRESSES.contains(option) && LOOPBACK.matcher(value).matches()) {
                unsafe(
                        "`" + option + " " + printable(value)
                                + "` listens where nobody outside the container can reach it",
                        "write `0.0.0.0` in its place");
            }
        }
    }

    private void unsafe(String message, String hint) {
        problems.add(Problem.of(ErrorCode.START_COMMAND_UNSAFE, message, hint));
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
