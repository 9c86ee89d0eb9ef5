package dev.terrarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    private static final List<String> LINE =
            List.of("cache", "prune", "--max-size", "10G", "--source=debian=https://me:secret@apt.example");

    @TempDir
    private Path directory;

    @Test
    void theReportHasTheTraceAndNothingThatWasTyped() throws IOException {
        String line = Crash.of(new IllegalStateException("two values\nfor one key"), LINE)
                .written(List.of(directory.resolve("crashes")));

        Path file;
        try (var files = Files.list(directory.resolve("crashes"))) {
            file = files.findFirst().orElseThrow();
        }
        assertThat(line)
                .isEqualTo("this is a bug in terrarium: IllegalStateException: two values for one key; please report it"
                        + " with `" + file + "`");
        assertThat(Files.readString(file))
                .startsWith("terrarium " + Version.NUMBER)
                .contains("command: cache prune --max-size\n", "at dev.terrarium.cli.CrashTest")
                .doesNotContain("10G", "secret");
    }

    @Test
    void whereNoFileCanBeWrittenTheLineStandsAlone() throws IOException {
        Files.writeString(directory.resolve("file"), "");
        assertThat(Crash.of(new IllegalStateException(), LINE).written(List.of(directory.resolve("file/crashes"))))
                .isEqualTo("this is a bug in terrarium: IllegalStateException; run again with `--trace` and report what"
                        + " it shows");
    }
}
