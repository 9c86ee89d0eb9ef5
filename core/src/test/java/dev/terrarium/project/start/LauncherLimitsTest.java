package dev.terrarium.project.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launcher learns where it runs: the control group's limits, the image's commands, whether a port answers. */
class LauncherLimitsTest {
    private static final String[] ASK = {
        "sh", "-c", "echo $0 $PYTHON_CPU_COUNT $OMP_NUM_THREADS", "${WEB_CONCURRENCY:-1}"
    };

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max 100000     | max        | 1
            100000 100000  | max        | 1 1 1
            50000 100000   | max        | 1 1 1
            garbage        | garbage    | 1
            """)
    void aQuotaOfVersionTwoDecidesAboutWorkers(String cpu, String memory, String expected) throws Exception {
        file("cgroup", "0::/\n");
        file("fs/cpu.max", cpu + "\n");
        file("fs/memory.max", memory + "\n");

        assertThat(run(Map.of(), ASK).strip()).isEqualTo(expected);
    }

    @Test
    void eachWorkerMustFindMemoryAndThreadsAreShared() throws Exception {
        file("cgroup", "0::/\n");
        file("fs/cpu.max", "200000 100000\n");

        Assumptions.assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one processor");
        assertThat(run(Map.of(), ASK).strip()).isEqualTo("2 2 1");
        file("fs/memory.max", (300 << 20) + "\n");
        assertThat(run(Map.of(), ASK).strip()).isEqualTo("1 2 2");
        assertThat(run(Map.of("WEB_CONCURRENCY", "2"), ASK).strip()).isEqualTo("2 2 1");
    }

    @Test
    void theTightestGroupAboveCounts() throws Exception {
        file("cgroup", "0::/kubepods/pod1/box\n");
        file("fs/kubepods/pod1/box/cpu.max", "max 100000\n");
        file("fs/kubepods/pod1/cpu.max", "100000 100000\n");

        assertThat(run(Map.of(), ASK).strip()).isEqualTo("1 1 1");
    }

    @Test
    void versionOneIsReadToo() throws Exception {
        file("cgroup", "4:memory:/docker/abc\n3:cpu,cpuacct:/docker/abc\n0::/\n");
        file("fs/cpu/cpu.cfs_quota_us", "100000\n");
        file("fs/cpu/cpu.cfs_period_us", "100000\n");
        file("fs/memory/memory.limit_in_bytes", "9223372036854771712\n");

        assertThat(run(Map.of(), ASK).strip()).isEqualTo("1 1 1");
        file("fs/cpu/cpu.cfs_quota_us", "-1\n");
        assertThat(run(Map.of(), ASK).strip()).isEqualTo("1");
    }

    @Test
    void commandsOfTheImageAreRunByName() throws Exception {
        file("app/commands.json", """
                {"migrate": {"command": ["STAGE=one", "sh", "-c", "echo $STAGE $0"], "init": true}}
                """);

        assertThat(run(Map.of(), "migrate", "now")).isEqualTo("one now\n");
        assertThat(run(Map.of("STAGE", "two"), "migrate", "now")).isEqualTo("two now\n");
        assertThat(run(Map.of(), "other"))
                .isEqualTo("terrarium-start: could not start `other`: No such file or directory\n");
    }

    @Test
    void aPortThatNobodyListensOnIsNotWell() throws Exception {
        assertThat(run(Map.of("PORT", "1"), "--health", "${PORT:-8000}", "/healthz"))
                .contains("terrarium-start: port 1 does not answer: ");
    }

    private String run(Map<String, String> environment, String... argv) throws Exception {
        Path launcher = directory.resolve("app/venv/bin/launcher.py");
        file(
                "app/venv/bin/launcher.py",
                Launcher.source()
                        .replace("/sys/fs/cgroup", directory.resolve("fs").toString())
                        .replace(
                                "/proc/self/cgroup", directory.resolve("cgroup").toString()));
        var command = new ArrayList<>(List.of("python3", "-IS", launcher.toString()));
        command.addAll(List.of(argv));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("PORT|STAGE|WEB_CONCURRENCY|PYTHON.*|.*_THREADS"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return Assumptions.abort("oracle missing: python3");
        }
    }

    private void file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
