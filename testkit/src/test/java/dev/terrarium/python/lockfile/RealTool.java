package dev.terrarium.python.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.oci.Platform;
import dev.terrarium.python.Target;
import dev.terrarium.testkit.engine.PythonTool;
import dev.terrarium.testkit.engine.SharedDirectory;
import dev.terrarium.testkit.engine.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** A real packaging tool that writes a lock, and says itself what it would install from it for each of six targets. */
record RealTool(PythonTool tool) {
    /** Three Pythons on two platforms. */
    static final List<Target> TARGETS = List.of(
            new Target(11, 9, Platform.AMD64, 41),
            new Target(11, 9, Platform.ARM64, 41),
            new Target(12, 4, Platform.AMD64, 41),
            new Target(12, 4, Platform.ARM64, 41),
            new Target(13, 5, Platform.AMD64, 41),
            new Target(13, 5, Platform.ARM64, 41));

    static RealTool installed(String name, String program, String... packages) {
        return new RealTool(PythonTool.installed(name, program, packages));
    }

    /** The index that this tool's pip would ask: Poetry and Pipenv want it in the project. */
    String index() {
        return run("python", "-c", """
                import os
                from pip._internal.models.index import PyPI
                print(os.environ.get("PIP_INDEX_URL", PyPI.simple_url))
                """).strip();
    }

    String run(String program, String... arguments) {
        return run(Map.of(), program, arguments);
    }

    /** Whatever the tool keeps, it keeps where this run's tests do. */
    String run(Map<String, String> variables, String program, String... arguments) {
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
        Tool.Said said = tool.program(program).say(all, arguments);
        assertThat(said.exitCode()).as(said.output()).isZero();
        return said.output();
    }

    /** What a script in this package prints, for each target. */
    Map<Target, List<String>> selection(String script, String... arguments) throws IOException {
        var line = new ArrayList<>(List.of(script(script).toString()));
        line.addAll(List.of(arguments));
        TARGETS.forEach(target -> line.add(shown(target)));
        var selected = new TreeMap<String, List<String>>();
        run("python", line.toArray(String[]::new))
                .lines()
                .filter(it -> it.startsWith("= "))
                .map(it -> List.of(it.split(" ")))
                .forEach(words ->
                        selected.put(words.get(1), List.copyOf(new TreeSet<>(words.subList(2, words.size())))));
        return byTarget(target -> selected.getOrDefault(shown(target), List.of()));
    }

    static Map<Target, List<String>> byTarget(java.util.function.Function<Target, List<String>> selected) {
        var all = new TreeMap<Target, List<String>>(java.util.Comparator.comparing(RealTool::shown));
        TARGETS.forEach(target -> all.put(target, selected.apply(target)));
        return all;
    }

    private static String shown(Target target) {
        return target.python() + "/" + machine(target);
    }

    static String machine(Target target) {
        return target.platform() == Platform.AMD64 ? "x86_64" : "aarch64";
    }

    private static Path script(String name) throws IOException {
        try (InputStream in = RealTool.class.getResourceAsStream(name)) {
            Path file = SharedDirectory.of("scripts").resolve(name);
            Files.copy(Objects.requireNonNull(in), file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
