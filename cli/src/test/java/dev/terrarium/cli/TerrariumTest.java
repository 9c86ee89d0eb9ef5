package dev.terrarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerrariumTest {
    @TempDir
    private Path home;

    private InProcess program;

    @BeforeEach
    void start() {
        program = new InProcess(home);
    }

    @Test
    void theVersionIsAResult() {
        assertThat(run("--version")).isEqualTo(ExitCode.OK);
        assertThat(out()).isEqualTo("terrarium " + Version.NUMBER + "\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void noArgumentsAtAllShowsWhatThereIsAndIsAUsageError() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(out()).isEmpty();
        assertThat(err()).startsWith("terrarium: turns a locked Python project").contains("  cache prune ");
    }

    @Test
    void helpThatWasAskedForIsAResult() {
        assertThat(run("cache", "prune", "--help")).isEqualTo(ExitCode.OK);
        assertThat(out()).startsWith("terrarium cache prune: ").contains("--older-than AGE");
        assertThat(err()).isEmpty();
    }

    @Test
    void aMistypedCommandIsGuessedAt() {
        assertThat(run("cache", "inof")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).isEqualTo("""
                        error: there is no command `cache inof`
                        hint: did you mean `terrarium cache info`?
                        """);
        assertThat(out()).isEmpty();
    }

    @Test
    void halfACommandListsItsSecondWords() {
        assertThat(run("cache")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("hint: write one of `cache info`, `cache prune`");
    }

    @Test
    void globalOptionsStandAnywhere() {
        assertThat(run("--json", "cache", "info")).isEqualTo(ExitCode.OK);
        String before = out();
        assertThat(run("cache", "info", "--json")).isEqualTo(ExitCode.OK);
        assertThat(out()).isEqualTo(before + before);
        assertThat(before).startsWith("{\n  \"schema\": \"terrarium.cache-info/1\",");
    }

    @Test
    void withJsonAnErrorIsADocumentTooAndPeopleStillReadIt() {
        assertThat(run("cache", "prune", "--max-size", "lots", "--json")).isEqualTo(ExitCode.USAGE);
        assertThat(out()).isEqualTo("""
                        {
                          "schema": "terrarium.error/1",
                          "exit": 2,
                          "problems": [
                            {
                              "code": "usage",
                              "message": "`lots` is no size for `--max-size`",
                              "hints": [
                                "write a number and a unit: `500M`, `10G`"
                              ]
                            }
                          ]
                        }
                        """);
        assertThat(err()).startsWith("error: `lots` is no size");
    }

    @Test
    void anUnusableStoreIsTheWorldsFault() throws IOException {
        Files.writeString(home.resolve("file"), "");
        assertThat(run(Map.of("TERRARIUM_STORE", home.resolve("file/store").toString()), "cache", "prune"))
                .isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err()).contains("hint: name a directory that you may write in TERRARIUM_STORE");
    }

    @Test
    void theStoreLiesWhereTheUserWantsIt() {
        run(Map.of("TERRARIUM_STORE", "here"), "cache", "info");
        run(Map.of("XDG_CACHE_HOME", home.resolve("xdg").toString()), "cache", "info");
        run(Map.of(), "cache", "info");
        assertThat(out().lines().filter(line -> line.startsWith("store ")))
                .containsExactly(
                        "store                 " + home.resolve("here"),
                        "store                 " + home.resolve("xdg/terrarium"),
                        "store                 " + home.resolve(".cache/terrarium"));
    }

    @Test
    void pruningAnEmptyStoreSaysSo() {
        assertThat(run("cache", "prune")).isEqualTo(ExitCode.OK);
        assertThat(out())
                .isEqualTo("removed 0 blobs, 0 records, 0 unpacked systems and 0 temporaries: 0 B; 0 B left\n");
    }

    private ExitCode run(String... line) {
        return program.run(line);
    }

    private ExitCode run(Map<String, String> variables, String... line) {
        return program.run(variables, line);
    }

    private String out() {
        return program.out();
    }

    private String err() {
        return program.err();
    }
}
