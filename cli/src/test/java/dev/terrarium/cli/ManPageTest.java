package dev.terrarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.line.ManPage;
import dev.terrarium.cli.line.Operand;
import dev.terrarium.cli.line.Option;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Worlds.class)
class ManPageTest {
    /** All pages by the names of their files. */
    static SortedMap<String, String> pages() {
        var pages = new TreeMap<String, String>();
        pages.put("terrarium.1", ManPage.overview(Commands.specs()));
        Commands.specs().forEach(spec -> pages.put(ManPage.name(spec) + ".1", ManPage.of(spec)));
        return pages;
    }

    private static String judged(String page, String... command) throws IOException, InterruptedException {
        Process judge;
        try {
            judge = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            Assumptions.abort("oracle missing: " + command[0]);
            throw e;
        }
        try (var out = judge.getOutputStream()) {
            out.write(page.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(judge.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        judge.waitFor();
        return said;
    }

    @Test
    void groffHasNothingToSay() throws Exception {
        for (var page : pages().entrySet()) {
            assertThat(judged(page.getValue(), "groff", "-man", "-ww", "-Tutf8", "-z"))
                    .as(page.getKey())
                    .isEmpty();
        }
    }

    @Test
    void mandocHasNothingToSay() throws Exception {
        for (var page : pages().entrySet()) {
            assertThat(judged(page.getValue(), "mandoc", "-T", "lint", "-W", "warning")
                            .lines()
                            .filter(line -> !line.contains("missing date")))
                    .as(page.getKey())
                    .isEmpty();
        }
    }

    @Test
    void whatLooksLikeAMacroIsText() throws Exception {
        var odd = new Spec(
                "odd",
                ".SH is \\no 'macro",
                "'quoted' from the beginning, `code` and a-b…",
                List.of(Operand.any("WORD", ".first")),
                List.of(Option.value("odd", "VALUE", "x", "'tis \\fBnot bold")),
                List.of(new Spec.Example(".dot", "odd --odd='x' \\d")));
        String shown = judged(ManPage.of(odd), "groff", "-man", "-Tascii", "-P-c", "-P-b", "-P-u");
        assertThat(shown.replaceAll("\\s+", " "))
                .contains(".SH is \\no 'macro", "'quoted' from the beginning, `code` and a-b...")
                .contains("'tis \\fBnot bold", "odd --odd='x' \\d", ".dot", ".first");
    }

    @Test
    void helpIsAlsoACommand(World world) {
        assertThat(Ran.well(world, "help").out())
                .isEqualTo(Ran.well(world, "--help").out());
        assertThat(Ran.well(world, "help", "cache", "prune").out())
                .isEqualTo(Ran.well(world, "cache", "prune", "--help").out());
        assertThat(Ran.well(world, "help", "--man", "build").out()).isEqualTo(pages().get("terrarium-build.1"));
        assertThat(Ran.well(world, "help", "--man").out()).isEqualTo(pages().get("terrarium.1"));
        Ran unknown = Ran.in(world, "help", "biuld");
        assertThat(unknown.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.problems())
                .containsExactly("error: there is no command `biuld`", "hint: did you mean `terrarium help build`?");
    }
}
