package dev.terrarium.cli.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program in a process of its own, as whoever and under whatever circumstances a test wants.
 *
 * <p>Nothing of this process's own Java options, a class path that every user may read, and file names in UTF-8 as the launcher
 * makes them whatever the locale is.
 *
 * @param before what stands before the command: {@code taskset -c 0}
 * @param variables on top of those of this process; an empty one is taken away
 * @param options of the virtual machine
 */
record Program(String classPath, List<String> before, Map<String, String> variables, List<String> options) {
    Program {
        before = List.copyOf(before);
        variables = Map.copyOf(variables);
        options = List.copyOf(options);
    }

    /** Copies the class path of this process into a directory that anybody may read. */
    static Program in(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var entries = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path from = Path.of(entry);
            boolean needed = entry.contains("/core/target/classes")
                    || entry.contains("/cli/target/classes")
                    || entry.startsWith("core/target/classes")
                    || entry.startsWith("cli/target/classes")
                    || Files.isRegularFile(from);
            if (needed) {
                Path to = directory.resolve(entries.size() + "-" + from.getFileName());
                run("cp", "-r", from.toString(), to.toString());
                entries.add(to.toString());
            }
        }
        run("chmod", "-R", "a+rX", directory.toString());
        return new Program(String.join(File.pathSeparator, entries), List.of(), Map.of(), List.of());
    }

    Program after(String... command) {
        return new Program(
                classPath, Stream.concat(before.stream(), Stream.of(command)).toList(), variables, options);
    }

    Program with(String variable, String value) {
        var more = new TreeMap<>(variables);
        more.put(variable, value);
        return new Program(classPath, before, more, options);
    }

    Program option(String option) {
        return new Program(
                classPath,
                before,
                variables,
                Stream.concat(options.stream(), Stream.of(option)).toList());
    }

    Program store(Path store) {
        return with("TERRARIUM_STORE", store.toString());
    }

    /** Runs it to its end, which must be a good one; answers everything that it said. */
    String run(Path directory, String... arguments) throws IOException, InterruptedException {
        Process process = start(directory, arguments);
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    Process start(Path directory, String... arguments) throws IOException {
        var command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, Main.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        var environment = builder.environment();
        environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "SOURCE_DATE_EPOCH"));
        environment.put("LC_ALL", "C.UTF-8");
        environment.putAll(variables);
        environment.values().removeIf(String::isEmpty);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** A command of the host's that must succeed. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor())
                .as(Stream.of(command).collect(Collectors.joining(" ")) + "\n" + said)
                .isZero();
        return said;
    }
}
