package dev.terrarium.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A failure that this program did not foresee, as a file for whoever mends it.
 *
 * <p>Its text names the command and its options without their values, and no environment variable: it is meant to be attached to a report.
 *
 * @param summary one line
 * @param report the whole text of the file
 */
record Crash(String summary, String report) {
    static Crash of(Throwable failure, List<String> line) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        String message = failure.getMessage() == null
                ? ""
                : ": " + failure.getMessage().strip().replaceAll("\\s+", " ");
        String words = String.join(" ", line.stream().filter(Crash::isOurs).toList());
        return new Crash(
                failure.getClass().getSimpleName() + message,
                "terrarium " + Version.NUMBER + "\njava " + Runtime.version() + "\ncommand: " + words + "\n\n" + trace);
    }

    private static boolean isOurs(String word) {
        return word.matches("--[a-z-]+")
                || Commands.NAMES.stream()
                        .anyMatch(name -> List.of(name.split(" ")).contains(word));
    }

    /** Writes the file into the first directory that takes it, and says where in one line. */
    String written(List<Path> directories) {
        for (Path directory : directories) {
            try {
                Files.createDirectories(directory);
                Path file = Files.createTempFile(
                        directory,
                        "terrarium-crash-",
                        ".txt",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, report);
                return "this is a bug in terrarium: " + summary + "; please report it with `" + file + "`";
            } catch (IOException | UnsupportedOperationException e) {
                // the disk may be what is broken: the next directory, or at least the line
            }
        }
        return "this is a bug in terrarium: " + summary + "; run again with `--trace` and report what it shows";
    }
}
