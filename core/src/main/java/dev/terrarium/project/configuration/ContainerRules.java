package dev.terrarium.project.configuration;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.python.toml.TomlValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may stand in {@code env}, {@code labels} and {@code command}.
 *
 * <p>An image is read by everybody who may pull it, and is the same in every place: so no secrets, nothing that switches a
 * debugger on, and nothing that would contradict what the layout of the image promises. Values are never shown: one of them may
 * be a secret that was put at the wrong place.
 */
final class ContainerRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern COMMAND = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final Pattern SECRET = Pattern.compile(
            "(.*_)?(PASSWORD|PASSWD|PASSPHRASE|SECRET|SECRETS|TOKEN|CREDENTIALS?|APIKEY|(API|ACCESS|SECRET|PRIVATE|SIGNING|"
                    + "ENCRYPTION|LICENSE|AUTH)_KEY|PGPASSWORD|DSN)(_[A-Z0-9]+)?");
    private static final Pattern CREDENTIALS =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/@\\s]*:[^/@\\s]+@.*|.*://[^/@:\\s]+@.*");
    private static final Set<String> OWNED = Set.of(
            "PATH",
            "HOME",
            "VIRTUAL_ENV",
            "APP_REVISION",
            "TMPDIR",
            "LD_PRELOAD",
            "LD_LIBRARY_PATH",
            "LD_AUDIT",
            "BASH_ENV",
            "ENV");
    private static final Set<String> PYTHON = Set.of(
            "PYTHONWARNINGS",
            "PYTHONMALLOC",
            "PYTHONUTF8",
            "PYTHONINTMAXSTRDIGITS",
            "PYTHONPERFSUPPORT",
            "PYTHON_CPU_COUNT",
            "PYTHON_GIL",
            "PYTHON_JIT",
            "PYTHON_CONTEXT_AWARE_WARNINGS",
            "PYTHON_THREAD_INHERIT_CONTEXT");
    private static final Set<String> DEBUG = Set.of("FLASK_DEBUG", "DJANGO_DEBUG", "DEBUG", "WERKZEUG_DEBUG_PIN");
    private static final Set<String> OFF = Set.of("", "0", "false", "no", "off");

    private final List<Problem> problems;

    ContainerRules(List<Problem> problems) {
        this.problems = problems;
    }

    void check(TomlValue.Table table) {
        if (table.at("env").orElse(null) instanceof TomlValue.Table env) {
            env.values().forEach((name, value) -> {
                if (value instanceof TomlValue.Text text) {
                    variable(name, text).ifPresent(problems::add);
                }
            });
        }
        if (table.at("labels").orElse(null) instanceof TomlValue.Table labels) {
            labels.values().forEach(this::label);
        }
        if (table.at("command").orElse(null) instanceof TomlValue.Array command) {
            command("command", command);
        }
        if (table.at("commands").orElse(null) instanceof TomlValue.Table commands) {
            commands.values().forEach(this::named);
        }
        if (table.at("health").orElse(null) instanceof TomlValue.Table health
                && health.at("path").isPresent()
                && health.at("command").isPresent()) {
            problems.add(
                    problem(health, "`health.path` and `health.command` exclude each other", "take one of them out"));
        }
    }

    private static Optional<Problem> variable(String name, TomlValue.Text value) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            return refused(value, "`env`: a name consists of letters, digits and `_`", "rename the variable");
        }
        if (SECRET.matcher(upper).matches() || hasCredentials(value.value())) {
            return refused(
                    value,
                    "`env." + name + "` looks like a secret, and everybody who may pull an image can read it",
                    "take it out, and give it when the container starts");
        }
        if (upper.startsWith("PIP_") || upper.startsWith("UV_")) {
            return refused(
                    value, "`env." + name + "` is for an installer, and there is none in the image", "take it out");
        }
        if (OWNED.contains(name) || upper.startsWith("PYTHON") && !PYTHON.contains(name)) {
            return refused(value, "`env." + name + "` is decided by the image's layout", "take it out");
        }
        if (DEBUG.contains(upper) && !OFF.contains(value.value().toLowerCase(Locale.ROOT))
                || upper.equals("FLASK_ENV") && value.value().equals("development")) {
            return refused(
                    value, "`env." + name + "` switches debugging on", "set it when a container of yours starts");
        }
        if (name.equals("PORT") && !isPort(value.value())) {
            return refused(
                    value, "`env.PORT` must be a port from 1024 to 65535", "write `PORT = \"8000\"` or leave it out");
        }
        return Optional.empty();
    }

    private void label(String name, TomlValue value) {
        if (name.startsWith("dev.terrarium.")) {
            problems.add(
                    problem(value, "labels that begin with `dev.terrarium.` are written by the build", "rename it"));
        } else if (name.isBlank() || name.chars().anyMatch(c -> c <= ' ' || c == 127)) {
            problems.add(problem(value, "a label's name has no spaces or control characters", "rename it"));
        }
    }

    private void named(String name, TomlValue value) {
        if (!COMMAND.matcher(name).matches() || name.matches("python[0-9.]*")) {
            problems.add(problem(
                    value,
                    "a command's name has small letters, digits, `-` and `_`, begins with a letter, and is not `python`",
                    "rename it"));
        }
        if (value instanceof TomlValue.Array command) {
            command("commands." + name, command);
        }
    }

    private void command(String key, TomlValue.Array command) {
        if (command.items().isEmpty()
                || command.items().getFirst() instanceof TomlValue.Text(var first, var at) && first.isBlank()) {
            problems.add(problem(
                    command,
                    "`" + key.replaceAll("\\p{Cntrl}", "?") + "` names no program",
                    "write the program first, or leave the key out"));
        }
    }

    static boolean hasCredentials(String value) {
        return CREDENTIALS.matcher(value).matches();
    }

    private static boolean isPort(String text) {
        return text.matches("[1-9][0-9]{3,4}") && Integer.parseInt(text) >= 1024 && Integer.parseInt(text) <= 65535;
    }

    private static Optional<Problem> refused(TomlValue value, String message, String hint) {
        return Optional.of(problem(value, message, hint));
    }

    /** The place without the line's text, which holds the value. */
    static Problem problem(TomlValue value, String message, String hint) {
        Place place = value.spot().place();
        return Problem.of(ErrorCode.CONFIGURATION_INVALID, message, hint)
                .at(Place.of(place.file(), place.line(), place.column()));
    }
}
