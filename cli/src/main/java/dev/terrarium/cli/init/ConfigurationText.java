package dev.terrarium.cli.init;

import dev.terrarium.cli.build.Detection;
import dev.terrarium.project.start.StartCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration of what was found: what may not change unasked as keys, the rest as comments that can be taken out.
 *
 * <p>Not every key there is: a file that repeats the documentation is out of date with the next release.
 */
record ConfigurationText(Detection found) {
    /** The lines of the table, without its header. */
    String text() {
        return "# A build finds out what is not written here. Every key is in terrarium's docs/configuration.md.\n"
                + "os = " + quoted(found.os()) + "\npython = " + quoted(found.python()) + "\n\n" + command() + """

                # Variables that are the same wherever the image runs; secrets are given when it starts.
                # env = { LOG_LEVEL = "info" }

                # What it runs on; with more than one the image is an index.
                # platforms = ["linux/amd64", "linux/arm64"]
                """;
    }

    private String command() {
        return found.start()
                .map(this::found)
                .orElseGet(() -> "# How it starts was not found: " + line(found.unclear()) + ".\n"
                        + "# command = [\"python\", \"-m\", \"…\"]\n");
    }

    private String found(StartCommand start) {
        String scripts = "/" + found.layout().scripts() + "/";
        var argv = new ArrayList<>(start.argv());
        argv.set(
                0, argv.getFirst().startsWith(scripts) ? argv.getFirst().substring(scripts.length()) : argv.getFirst());
        return "# How it starts: " + line(start.reason()) + ".\n# command = " + list(argv) + "\n";
    }

    /** As it may stand in a comment: names of files may hold anything. */
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String list(List<String> words) {
        return words.stream().map(ConfigurationText::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A basic string of TOML. */
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c < ' ' || c == 0x7f) {
                quoted.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
