package dev.terrarium.cli.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A small project of one framework and what shows that it runs, without a word of configuration.
 *
 * @param name what is tested, for the report
 * @param requires what uv locks, as it stands in {@code dependencies}
 * @param files by their paths
 * @param path what to ask for; empty for what listens nowhere
 * @param shown stands in the answer or, without a path, in the log
 * @param stays whether it has to be stopped
 * @param ends exit codes with which it may end on SIGTERM, or by itself
 */
record FrameworkProject(
        String name,
        List<String> requires,
        Map<String, String> files,
        Optional<String> path,
        String shown,
        boolean stays,
        List<Integer> ends) {
    FrameworkProject {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** Something that answers, and ends with 0 on SIGTERM. */
    static FrameworkProject web(String name, String requires, String file, String text) {
        return new FrameworkProject(
                name, split(requires), Map.of(file, text), Optional.of("/"), "hello", true, List.of(0));
    }

    /** A worker that stays and says something. */
    static FrameworkProject worker(String name, String requires, String text, String shown) {
        return new FrameworkProject(
                name, split(requires), Map.of("jobs.py", text), Optional.empty(), shown, true, List.of(0));
    }

    /** Something that says a word and ends. */
    static FrameworkProject job(String name, String requires, String file, String text, String shown) {
        return new FrameworkProject(
                name, split(requires), Map.of(file, text), Optional.empty(), shown, false, List.of(0));
    }

    FrameworkProject with(String file, String text) {
        var more = new TreeMap<>(files);
        more.put(file, text);
        return new FrameworkProject(name, requires, more, path, shown, stays, ends);
    }

    FrameworkProject answering(String otherPath, String text) {
        return new FrameworkProject(name, requires, files, Optional.of(otherPath), text, stays, ends);
    }

    /** Not by HTTP: what it logs shows that it runs. */
    FrameworkProject inLog(String text) {
        return new FrameworkProject(name, requires, files, Optional.empty(), text, stays, ends);
    }

    FrameworkProject ending(Integer... codes) {
        return new FrameworkProject(name, requires, files, path, shown, stays, List.of(codes));
    }

    private static List<String> split(String requires) {
        return Arrays.stream(requires.split(" ")).filter(one -> !one.isEmpty()).toList();
    }

    /** The folder and the name of project and image; never that of a package that it needs. */
    String folder() {
        return "try-"
                + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** Without its lock. */
    Path writeTo(Path parent) {
        try {
            Path project = Files.createDirectories(parent.resolve(folder()));
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = project.resolve(file.getKey());
                Files.createDirectories(Optional.ofNullable(path.getParent()).orElseThrow());
                Files.writeString(path, file.getValue());
            }
            if (!files.containsKey("pyproject.toml")) {
                Files.writeString(project.resolve("pyproject.toml"), """
                        [project]
                        name = "%s"
                        version = "1"
                        requires-python = ">=3.11"
                        dependencies = [%s]
                        """.formatted(
                                folder(),
                                requires.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(", "))));
            }
            return project;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
