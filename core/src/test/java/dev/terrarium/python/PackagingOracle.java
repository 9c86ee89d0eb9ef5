package dev.terrarium.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The library {@code packaging} as a judge: the host's own, or the copy inside the host's pip. {@code -Doracle.python=…} names
 * another interpreter.
 */
public final class PackagingOracle {
    private static final String PYTHON = System.getProperty("oracle.python", "python3");
    private static final String IMPORT = """
            import sys
            try:
                import packaging
            except ImportError:
                from pip._vendor import packaging
                sys.modules["packaging"] = packaging
                from pip._vendor.packaging import version, specifiers, markers, requirements, tags, utils
                for m in ("version", "specifiers", "markers", "requirements", "tags", "utils"):
                    sys.modules["packaging." + m] = sys.modules["pip._vendor.packaging." + m]
            MAJOR = int(getattr(packaging, "__version__", "0").split(".")[0])
            """;

    private PackagingOracle() {}

    /** What a program prints, a line each, when it is given lines to read; skips the test when there is no such library. */
    public static List<String> answers(Path directory, int oldest, String program, List<String> questions) {
        try {
            Path script = Files.writeString(directory.resolve("oracle.py"), IMPORT + program);
            Path input = Files.write(directory.resolve("questions"), questions);
            if (!run(directory, "-c", IMPORT + "sys.exit(MAJOR < " + oldest + ")", input)) {
                Assumptions.abort("oracle missing: the Python library packaging, version " + oldest + " or newer");
            }
            if (!run(directory, script.toString(), "", input)) {
                throw new AssertionError(Files.readString(directory.resolve("errors")));
            }
            return Files.readAllLines(directory.resolve("answers"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return Assumptions.<List<String>>abort("oracle missing: " + e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean run(Path directory, String first, String second, Path input)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(PYTHON, "-B", first, second)
                .redirectInput(input.toFile())
                .redirectOutput(directory.resolve("answers").toFile())
                .redirectError(directory.resolve("errors").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the oracle does not answer");
        }
        return process.exitValue() == 0;
    }
}
