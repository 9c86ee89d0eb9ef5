package dev.terrarium.project.start;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import java.util.List;
import java.util.stream.Collectors;

/** Why no start command can be given, each with the lines to write. */
final class Refusals {
    private Refusals() {}

    static UserError ambiguous(String kind, List<String> candidates, List<String> first) {
        return new UserError(
                ErrorCode.START_COMMAND_AMBIGUOUS,
                "more than one " + kind + ": " + String.join(", ", candidates),
                "write the one that is meant under `[tool.terrarium]`: `command = " + quoted(first) + "`");
    }

    static UserError nothing() {
        return new UserError(
                ErrorCode.START_COMMAND_MISSING,
                "nothing was found that starts the project: no Procfile, no application object with a locked server, no worker, "
                        + "no `[project.scripts]`, no main module",
                "write `command = [\"python\", \"-m\", \"…\"]` under `[tool.terrarium]`");
    }

    /** An object that nothing locked can serve. */
    static UserError unserved(ApplicationObject object, Facts facts) {
        String start = "there is a " + object.framework().title() + " object `" + object.target() + "`, and ";
        for (String name : List.of("uwsgi", "pyuwsgi")) {
            if (facts.has(name)) {
                String port = "${PORT:-" + facts.port(8000) + "}";
                var argv = List.of(
                        "uwsgi",
                        "--http-socket",
                        "0.0.0.0:" + port,
                        "--module",
                        object.target(),
                        "--master",
                        "--die-on-term",
                        "--need-app",
                        "--enable-threads",
                        "--processes",
                        "${WEB_CONCURRENCY:-1}");
                return new UserError(
                        ErrorCode.START_COMMAND_MISSING,
                        start + "its server `" + name + "` is started as its project says, which cannot be guessed",
                        "write under `[tool.terrarium]`: `command = " + quoted(argv) + "`",
                        "or add `gunicorn` to the dependencies, and lock again");
            }
        }
        String server = switch (object.protocol()) {
            case ASGI -> "uvicorn";
            case WSGI -> "gunicorn";
            case SANIC, AIOHTTP, TORNADO, CELERY -> object.framework().title().toLowerCase(java.util.Locale.ROOT);
        };
        return new UserError(
                ErrorCode.START_COMMAND_MISSING,
                start + "no server for it is locked",
                "add `" + server + "` to the dependencies, and lock again");
    }

    static String quoted(List<String> argv) {
        return argv.stream().map(argument -> "\"" + argument + "\"").collect(Collectors.joining(", ", "[", "]"));
    }
}
