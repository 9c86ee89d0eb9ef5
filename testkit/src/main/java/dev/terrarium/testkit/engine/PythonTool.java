package dev.terrarium.testkit.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/**
 * A packaging tool in an environment of its own, which the host's pip fills from whatever index the host has.
 *
 * <p>Not tools of the host: few have them, and their versions would be others on each. Not one environment for all: they exclude
 * each other.
 *
 * @param environment the virtual environment
 */
public record PythonTool(Path environment) {
    /**
     * @param name of the environment, and of the program that must be there afterwards
     * @param packages what pip installs
     * @throws TestAbortedException where it cannot be had
     */
    public static PythonTool installed(String name, String program, String... packages) {
        var tool = new PythonTool(SharedDirectory.of(name));
        if (!Files.isExecutable(tool.environment.resolve("bin/" + program))) {
            var python = new Tool("python3");
            if (!python.isPresent()
                    || python.say(Map.of(), "-m", "venv", tool.environment.toString())
                                    .exitCode()
                            != 0) {
                throw new TestAbortedException("oracle missing: python3 with venv");
            }
            var line = new ArrayList<>(List.of("install", "--quiet"));
            line.addAll(List.of(packages));
            Tool.Said said = tool.program("pip").say(Map.of(), line.toArray(String[]::new));
            if (said.exitCode() != 0) {
                throw new TestAbortedException("live index: pip could not install " + name + ": "
                        + said.output()
                                .lines()
                                .reduce((first, second) -> second)
                                .orElse(""));
            }
        }
        return tool;
    }

    public Tool program(String name) {
        return new Tool(environment.resolve("bin/" + name).toString());
    }
}
