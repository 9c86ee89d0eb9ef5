package dev.terrarium.testkit.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * The real uv, which the host's pip installs into an environment of the run's own, from whatever index the host has.
 *
 * <p>Not one of the host: few have it, and its version would be another on each.
 *
 * @param program its file
 */
public record Uv(Path program) {
    /** @throws TestAbortedException where it cannot be had */
    public static Uv installed() {
        return new Uv(PythonTool.installed("uv", "uv", "uv").environment().resolve("bin/uv"));
    }

    /** Writes the lock of a project, with a Python that is there: uv would fetch one. */
    public void lock(Path project, String... options) {
        var arguments = new ArrayList<>(List.of("lock", "--directory", project.toString(), "--no-python-downloads"));
        arguments.addAll(List.of(options));
        new Tool(program.toString()).run(arguments.toArray(String[]::new));
    }
}
