package dev.terrarium.project.start;

import java.util.List;

/**
 * A further command of an image, which {@code docker run IMAGE migrate} runs.
 *
 * @param argv as in {@link StartCommand}; variables may stand before the program as {@code NAME=value}
 * @param init whether the launcher stays as process 1 before it
 * @param reason why it is there: {@code Django's manage.py}
 */
public record NamedCommand(List<String> argv, boolean init, String reason) {
    public NamedCommand {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command names a program");
        }
    }
}
