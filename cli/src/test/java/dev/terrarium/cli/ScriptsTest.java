package dev.terrarium.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell scripts of a checkout: how they find a JDK, and what they say and return. */
class ScriptsTest {
    @TempDir
    private Path home;

    /** How a script ended, and all that it said. */
    private record Ended(int exit, String said) {}

    @Test
    void theJdkInJavaHomeComesFirst() throws Exception {
        Path mine = jdk("mine", "26.0.1");
        assertThat(found(Map.of("JAVA_HOME", mine.toString()))).isEqualTo(mine.toString());
    }

    @Test
    void aJavaThatIsTooOldIsPassedOver() throws Exception {
        Path old = jdk("old", "21.0.8");
        Path good = jdk(".jdks/good", "25");
        assertThat(found(Map.of("JAVA_HOME", old.toString(), "PATH", "/nowhere")))
                .isIn(good.toString(), systemJdk());
    }

    @Test
    void aRuntimeWithoutACompilerIsNoJdk() throws Exception {
        Path runtime = jdk("runtime", "25.0.3");
        Files.delete(runtime.resolve("bin/javac"));
        assertThat(found(Map.of("JAVA_HOME", runtime.toString()))).isNotEqualTo(runtime.toString());
    }

    @Test
    void theLauncherLearnsFromAPlanThatNeedsNothing() throws Exception {
        Files.createFile(Files.createDirectories(home.resolve("lib64")).resolve("ld-linux-x86-64.so.2"));
        var program = new InProcess(home);
        String lesson = Checkout.root().resolve("scripts/training").toString();

        assertThat(program.run("plan", "--frozen", "--offline", lesson))
                .as(program.err())
                .isEqualTo(dev.terrarium.cli.terminal.ExitCode.OK);
    }

    @Test
    void checkRefusesWhatItDoesNotKnow() throws Exception {
        Ended ended = run(Map.of(), Checkout.root().resolve("check").toString(), "--fast");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.said())
                .isEqualTo("error: ./check has no option `--fast`\nhint: write ./check or ./check --full\n");
    }

    @Test
    void reportsAreCountedAndLiveIndexesToldApart() throws Exception {
        Path reports = Files.createDirectory(home.resolve("reports"));
        Files.writeString(reports.resolve("TEST-a.xml"), """
                <testsuite>
                  <testcase classname="a.Test" name="good"/>
                  <testcase classname="a.Test" name="bad"><failure message="expected 1">trace</failure></testcase>
                  <testcase classname="a.Test" name="one"><skipped message="oracle missing: umoci"/></testcase>
                  <testcase classname="a.Test" name="two"><skipped message="oracle missing: umoci"/></testcase>
                  <testcase classname="a.Test" name="away"><skipped message="live index: no answer"/></testcase>
                </testsuite>
                """);
        Ended ended = report(reports, "end-to-end");
        assertThat(ended.said()).isEqualTo("""
                        skipped: 2 × oracle missing: umoci
                        not tested, and no failure of this program: 1 × live index: no answer
                        failed: a.Test bad
                        failed: the part `end-to-end`
                        1 passed, 2 failed, 3 skipped
                        """);
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    void skippedTestsAloneAreNoSuccess() throws Exception {
        Path reports = Files.createDirectory(home.resolve("reports"));
        assertThat(report(reports)).isEqualTo(new Ended(1, "0 passed, 0 failed, 0 skipped\n"));
    }

    @Test
    @Tag("e2e")
    void theLauncherRunsFromAnywhereAndPassesEverythingOn() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(home.resolve("a b")).resolve("terra"),
                Checkout.root().resolve("terrarium"));
        Map<String, String> variables =
                Map.of("TERRARIUM_STORE", home.resolve("store").toString());
        run(variables, link.toString(), "--version");

        assertThat(run(variables, link.toString(), "--version"))
                .isEqualTo(new Ended(0, "terrarium " + Version.NUMBER + "\n"));
        assertThat(run(variables, link.toString(), "cache", "prune", "--max-size", "a b")
                        .exit())
                .isEqualTo(2);
    }

    private static Ended report(Path... arguments) throws Exception {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                Checkout.root().resolve("scripts/TestReport.java").toString()));
        for (Path argument : arguments) {
            line.add(argument.toString());
        }
        return run(Map.of(), line.toArray(String[]::new));
    }

    private static Ended report(Path reports, String part) throws Exception {
        return report(reports, Path.of(part));
    }

    /** With a home of the test's own unless another is given. */
    private String found(Map<String, String> given) throws Exception {
        var variables = new TreeMap<>(Map.of("HOME", home.toString()));
        variables.putAll(given);
        String script = "source '" + Checkout.root().resolve("scripts/jdk.sh") + "'; find_jdk; echo \"$jdk\"";
        return run(variables, "/bin/bash", "-c", script).said().strip();
    }

    private String systemJdk() throws Exception {
        return found(Map.of("HOME", "/nonexistent", "PATH", "/nowhere"));
    }

    private Path jdk(String name, String version) throws IOException {
        Path directory = home.resolve(name);
        Path bin = Files.createDirectories(directory.resolve("bin"));
        for (String program : List.of("java", "javac")) {
            Files.writeString(bin.resolve(program), "");
            assertThat(bin.resolve(program).toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(directory.resolve("release"), "IMPLEMENTOR=\"Me\"\nJAVA_VERSION=\"" + version + "\"\n");
        return directory;
    }

    private static Ended run(Map<String, String> variables, String... line) throws Exception {
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
