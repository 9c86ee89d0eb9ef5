package dev.terrarium.testkit.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** Runs one of its programs to a good end; whatever it keeps, it keeps where this run's tests do. */
    public String run(Map<String, String> variables, String program, String... arguments) {
        String home = SharedDirectory.of("home").toString();
        var all = new TreeMap<>(Map.of(
                "HOME", home,
                "POETRY_CACHE_DIR", home + "/poetry",
                "PDM_CACHE_DIR", home + "/pdm",
                "PDM_CHECK_UPDATE", "false",
                "PIPENV_CACHE_DIR", home + "/pipenv",
                "PIPENV_VENV_IN_PROJECT", "1",
                "UV_CACHE_DIR", home + "/uv"));
        all.putAll(variables);
        Tool.Said said = program(program).say(all, arguments);
        if (said.exitCode() != 0) {
            throw new AssertionError(program + " ended with " + said.exitCode() + ":\n" + said.output());
        }
        return said.output();
    }

    /** The index that its pip would ask: Poetry and Pipenv want it in the project. */
    public String index() {
        return run(Map.of(), "python", "-c", """
                import os
                from pip._internal.models.index import PyPI
                print(os.environ.get("PIP_INDEX_URL", PyPI.simple_url))
                """).strip();
    }
}
