package dev.terrarium.project.start;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an application starts.
 *
 * @param argv the program and its arguments; {@code ${PORT:-8000}} and {@code ${WEB_CONCURRENCY:-1}} may stand in them, and the
 *     {@link Launcher} replaces them
 * @param port on which it listens when nobody says otherwise; empty when that is not known
 * @param framework {@code FastAPI}, if one was found
 * @param server {@code uvicorn}, if one is started
 * @param stopSignal {@code SIGTERM}, or {@code SIGINT} for what ends in order only on an interrupt
 * @param init why the launcher stays as process 1 before it, if it does
 * @param reason why this command, for {@code plan}: {@code FastAPI object `app` in shop/main.py:12, and uvicorn is locked}
 * @param commands further ones of the same image, by name
 */
public record StartCommand(
        List<String> argv,
        OptionalInt port,
        Optional<String> framework,
        Optional<String> server,
        String stopSignal,
        Optional<String> init,
        String reason,
        SortedMap<String, NamedCommand> commands) {
    public StartCommand {
        argv = List.copyOf(argv);
        commands = Collections.unmodifiableSortedMap(new TreeMap<>(commands));
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command names a program");
        }
    }

    StartCommand withCommands(SortedMap<String, NamedCommand> others) {
        return new StartCommand(argv, port, framework, server, stopSignal, init, reason, others);
    }
}
