package dev.terrarium.testkit.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        Path environment = SharedDirectory.of("uv");
        Path program = environment.resolve("bin/uv");
        if (!Files.isExecutable(program)) {
            var python = new Tool("python3");
            if (!python.isPresent()
                    || python.say(Map.of(), "-m", "venv", environment.toString())
                                    .exitCode()
                            != 0) {
                throw new TestAbortedException("oracle missing: python3 with venv");
            }
            var pip = new Tool(environment.resolve("bin/pip").toString());
            Tool.Said said = pip.say(Map.of(), "install", "--quiet", "uv");
            if (said.exitCode() != 0) {
                throw new TestAbortedException("live index: pip could not install uv: "
                        + said.output()
                                .lines()
                                .reduce((first, second) -> second)
                                .orElse(""));
            }
        }
        return new Uv(program);
    }

    /** Writes the lock of a project, with a Python that is there: uv would fetch one. */
    public void lock(Path project, String... options) {
        var arguments = new ArrayList<>(List.of("lock", "--directory", project.toString(), "--no-python-downloads"));
        arguments.addAll(List.of(options));
        new Tool(program.toString()).run(arguments.toArray(String[]::new));
    }
}
