package dev.terrarium.project.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.python.interpreter.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherTest {
    @TempDir
    Path directory;

    private record Ran(long pid, int exit, String out) {}

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("launcher.py"), Launcher.source());
    }

    @Test
    void itsFirstLineNamesTheInterpreterOfTheImage() {
        assertThat(Launcher.text(new Layout("acme", "3.13"))).startsWith("#!/opt/acme/venv/bin/python -IS\n");
        assertThat(Launcher.path(new Layout("acme", "3.13"))).hasToString("opt/acme/venv/bin/terrarium-start");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${PORT:-8000}              |      | 8000
            ${PORT:-8000}              | 9000 | 9000
            0.0.0.0:${PORT:-8000}      | 9000 | 0.0.0.0:9000
            ${PORT}-${PORT}            | 9000 | 9000-9000
            ${HOME} ${PORT             | 9000 | ${HOME} ${PORT
            $PORT ${} {PORT}           | 9000 | $PORT ${} {PORT}
            ${WEB_CONCURRENCY:-1}      | 9000 | 1
            """)
    void onlyTheTwoVariablesAreReplaced(String argument, String port, String expected) throws Exception {
        Ran ran = run(port == null ? Map.of() : Map.of("PORT", port), "printf", "%s", argument);

        assertThat(ran.out()).isEqualTo(expected);
        assertThat(ran.exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            80000   | PORT must be a number from 1 to 65535, not `80000`
            0       | PORT must be a number from 1 to 65535, not `0`
            tcp://x | PORT must be a number from 1 to 65535, not `tcp://x`
            ٣       | PORT must be a number from 1 to 65535, not `٣`
            """)
    void aPortThatIsNoneIsRefused(String port, String message) throws Exception {
        Ran ran =
                run(Map.of("PORT", port, "PYTHONIOENCODING", "utf-8", "LC_ALL", "C.UTF-8"), "printf", "${PORT:-8000}");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEqualTo("terrarium-start: " + message + "\n");
    }

    @Test
    void whatIsMissingIsSaidInOneLine() throws Exception {
        assertThat(run(Map.of(), "printf", "${PORT}").out()).isEqualTo("terrarium-start: PORT is not set\n");
        assertThat(run(Map.of()).out()).isEqualTo("terrarium-start: no program is named\n");
        assertThat(run(Map.of(), "no-such-program").out())
                .isEqualTo("terrarium-start: could not start `no-such-program`: No such file or directory\n");
    }

    @Test
    void theServerIsTheSameProcess() throws Exception {
        Ran ran = run(Map.of(), "sh", "-c", "echo $$");

        assertThat(ran.out().strip()).isEqualTo(String.valueOf(ran.pid()));
    }

    private Ran run(Map<String, String> environment, String... argv) throws Exception {
        var command = new ArrayList<>(
                List.of("python3", "-IS", directory.resolve("launcher.py").toString()));
        command.addAll(List.of(argv));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("PORT");
        builder.environment().remove("WEB_CONCURRENCY");
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.pid(), process.waitFor(), out);
        } catch (IOException e) {
            return Assumptions.abort("oracle missing: python3");
        }
    }
}
