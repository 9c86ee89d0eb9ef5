package dev.terrarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.line.Option;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The completion scripts as the shells themselves understand them. */
@ExtendWith(Worlds.class)
class CompletionTest {
    /** In place of the functions of zsh's completion: what they are told is printed. */
    private static final String ZSH = """
            compdef() { : }
            _describe() { print -l -- ${(P)4%%:*} }
            _values() { shift; print -l -- $@ }
            _arguments() { print -l -- "${(@)words}" "$CURRENT" "$@" }
            """;

    @TempDir
    private Path directory;

    private Path script(World world, String shell) throws IOException {
        return Files.writeString(
                directory.resolve("terrarium." + shell),
                Ran.well(world, "completion", shell).out());
    }

    private static List<String> lines(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).start();
        } catch (IOException e) {
            Assumptions.abort("oracle missing: " + command[0]);
            throw e;
        }
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(err).isZero();
        assertThat(err).isEmpty();
        return out.lines().filter(line -> !line.isBlank()).toList();
    }

    private List<String> bash(World world, String... words) throws IOException, InterruptedException {
        String array = Arrays.stream(words).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        return lines(
                "bash",
                "--norc",
                "-c",
                "cd " + directory + "; source " + script(world, "bash") + "; compopt() { :; }; COMP_WORDS=(" + array
                        + "); COMP_CWORD=" + (words.length - 1) + "; _terrarium; printf '%s\\n' \"${COMPREPLY[@]}\"");
    }

    @ParameterizedTest
    @CsvSource({
        "bui, build",
        "ca, cache",
        "--json pl, plan",
        "--ver, --version",
        "cache '', info prune",
        "cache pr, prune",
        "build --che, --check",
        "build --no, --no-check",
        "build --platform linux/a, linux/amd64 linux/arm64",
        "build --platform = linux/am, linux/amd64",
        "build --platform =, linux/amd64 linux/arm64",
        "cache prune --q, --quiet",
        "completion '', bash zsh fish",
        "build --tag '', ''",
        "frobnicate '', ''",
        "cache frobnicate '', ''",
    })
    void bashProposes(String line, String proposals, World world) throws Exception {
        var words = new ArrayList<>(List.of("terrarium"));
        words.addAll(Arrays.stream(line.split(" "))
                .map(word -> word.equals("''") ? "" : word)
                .toList());
        List<String> expected = proposals.isEmpty() ? List.of() : List.of(proposals.split(" "));
        assertThat(bash(world, words.toArray(String[]::new))).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void bashProposesFoldersForAProjectAndFilesForAnImage(World world) throws Exception {
        Files.createDirectory(directory.resolve("services"));
        Files.writeString(directory.resolve("service.tar"), "");
        assertThat(bash(world, "terrarium", "build", "ser")).containsExactly("services");
        assertThat(bash(world, "terrarium", "copy", "ser")).containsExactlyInAnyOrder("services", "service.tar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void everyCommandAndOptionIsInEveryScript(String shell, World world) {
        String script = Ran.well(world, "completion", shell).out();
        for (Spec spec : Commands.specs()) {
            assertThat(script).contains(spec.name().split(" "));
            for (Option option : spec.allOptions()) {
                assertThat(script).contains((shell.equals("fish") ? "-l " : "--") + option.name());
            }
        }
    }

    @Test
    void zshUnderstandsItsScript(World world) throws Exception {
        assertThat(lines("zsh", "-f", "-n", script(world, "zsh").toString())).isEmpty();
    }

    private List<String> zsh(World world, String... words) throws IOException, InterruptedException {
        String array = Arrays.stream(words).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        return lines(
                "zsh",
                "-f",
                "-c",
                ZSH + "source " + script(world, "zsh") + "; words=(" + array + "); CURRENT=" + words.length
                        + "; _terrarium");
    }

    @Test
    void zshIsToldTheOptionsOfTheCommand(World world) throws Exception {
        assertThat(zsh(world, "terrarium", "bu")).contains("build", "cache").doesNotContain("info");
        assertThat(zsh(world, "terrarium", "cache", "")).containsExactly("info", "prune");
        assertThat(zsh(world, "terrarium", "--json", "cache", "prune", "--"))
                .startsWith("cache prune", "--", "2")
                .anyMatch(line -> line.startsWith("--max-size="))
                .noneMatch(line -> line.startsWith("--tag"));
        assertThat(zsh(world, "terrarium", "build", "--ta"))
                .startsWith("build", "--ta", "2")
                .anyMatch(line -> line.startsWith("*--tag=[a name for the image"))
                .contains("::PROJECT:_files -/");
    }

    private List<String> fish(World world, String line) throws IOException, InterruptedException {
        return lines(
                        "fish",
                        "--no-config",
                        "-c",
                        "cd " + directory + "; source " + script(world, "fish") + "; complete -C '" + line + "'")
                .stream()
                .map(proposal -> proposal.replaceFirst("\t.*", ""))
                .toList();
    }

    @Test
    void fishProposes(World world) throws Exception {
        Files.createDirectory(directory.resolve("services"));
        assertThat(fish(world, "terrarium bui")).containsExactly("build");
        assertThat(fish(world, "terrarium cache ")).containsExactlyInAnyOrder("info", "prune");
        assertThat(fish(world, "terrarium --json build --che")).containsExactly("--check");
        assertThat(fish(world, "terrarium build --platform linux/am")).containsExactly("linux/amd64");
        assertThat(fish(world, "terrarium build ser")).containsExactly("services/");
        assertThat(fish(world, "terrarium completion z")).containsExactly("zsh");
        assertThat(fish(world, "terrarium frobnicate ")).isEmpty();
    }

    @Test
    void anotherShellIsRefused(World world) {
        Ran ran = Ran.in(world, "completion", "fis");
        assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.problems())
                .containsExactly(
                        "error: there is no completion for `fis`", "hint: did you mean `terrarium completion fish`?");
        assertThat(Ran.in(world, "completion", "cmd.exe").problems()).contains("hint: write `bash`, `zsh` or `fish`");
    }
}
