package dev.terrarium.python.lockfile;

import dev.terrarium.oci.Platform;
import dev.terrarium.python.Target;
import dev.terrarium.testkit.engine.PythonTool;
import dev.terrarium.testkit.engine.SharedDirectory;
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

    String run(String program, String... arguments) {
        return tool.run(Map.of(), program, arguments);
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
