package dev.terrarium.project.start;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an application starts.
 *
 * @param argv the program and its arguments; {@code ${PORT:-8000}} and {@code ${WEB_CONCURRENCY:-1}} may stand in them, and the
 *     {@link Launcher} replaces them
 * @param port on which it listens when nobody says otherwise; empty when that is not known
 * @param framework {@code FastAPI}, if one was found
 * @param server {@code uvicorn}, if one is started
 * @param stopSignal {@code SIGTERM}, or {@code SIGINT} for a plain script, which as process 1 would not see the former
 * @param reason why this command, for {@code plan}: {@code FastAPI object `app` in shop/main.py:12, and uvicorn is locked}
 */
public record StartCommand(
        List<String> argv,
        OptionalInt port,
        Optional<String> framework,
        Optional<String> server,
        String stopSignal,
        String reason) {
    public StartCommand {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command names a program");
        }
    }
}
