package dev.terrarium.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Schema;
import dev.terrarium.cli.Worlds;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.json.Json;
import dev.terrarium.testkit.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a build says about its image when it is checked; how images are started is asked where there are real ones. */
@ExtendWith(Worlds.class)
class CheckTest {
    private static final String COMMAND = "command = [\"python\", \"main.py\", \"--port\", \"8000\"]";

    private static World with(World world, String... events) {
        var script = new StringBuilder();
        for (String event : events) {
            script.append(
                    event.startsWith("{")
                            ? "echo '" + event + "' >&3\n"
                            : event.startsWith("exit ") ? event + "\n" : "echo '" + event + "' >&2\n");
        }
        return world.application().configure(COMMAND).withContainer(script.toString());
    }

    private static List<String> problems(World world) {
        Ran ran = Ran.in(world, "build", "--check");
        assertThat(ran.exit()).isEqualTo(ExitCode.USER);
        assertThat(ran.out()).isEmpty();
        assertThat(world.store().resolve("images"))
                .satisfiesAnyOf(
                        images -> assertThat(images).doesNotExist(),
                        images -> assertThat(images).isEmptyDirectory());
        return ran.problems();
    }

    @Test
    void aReportIsOneLineAndOneMemberOfTheDocument(World world) throws Exception {
        with(
                world,
                "{\"event\": \"import\"}",
                "{\"event\": \"imported\", \"ms\": 120}",
                "{\"event\": \"start\"}",
                "{\"event\": \"memory\", \"bytes\": 31000000}",
                "{\"event\": \"answer\", \"ms\": 230, \"port\": 8000, \"status\": 200}",
                "{\"event\": \"stop\", \"ms\": 0}",
                "{\"event\": \"stop\", \"ms\": 140}",
                "exit 0");
        Ran ran = Ran.well(world, "build", "--check");
        assertThat(ran.err())
                .contains("answers 200 on port 8000 after 0.2 s, 31.0 MB, SIGINT ends it in 0.1 s with 0\n");
        Json document =
                Schema.parse(Ran.well(world, "build", "--check", "--json").out().getBytes(UTF_8));
        assertThat(Schema.named("build").faults(document)).isEmpty();
        assertThat(document.toString()).contains("answerMilliseconds", "stopMilliseconds", "importMilliseconds");
    }

    @Test
    void withoutTheOptionNothingIsStarted(World world) {
        with(world, "exit 1");
        assertThat(Ran.well(world, "build").err()).doesNotContain("check");
        assertThat(Ran.well(world, "build", "--no-check").err()).doesNotContain("check");
    }

    @Test
    void onlyAPushIsCheckedUnasked() {
        assertThat(CheckMode.BEFORE_PUSH.checks(true)).isTrue();
        assertThat(CheckMode.BEFORE_PUSH.checks(false)).isFalse();
        assertThat(CheckMode.NEVER.checks(true)).isFalse();
        assertThat(CheckMode.ALWAYS.checks(false)).isTrue();
    }

    @Test
    void bothOptionsContradictEachOther(World world) {
        Ran ran = Ran.in(world.application(), "build", "--check", "--no-check");
        assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.problems())
                .containsExactly("error: `--check` and `--no-check` exclude each other", "hint: leave one of them out");
    }

    @Test
    void anImportThatFailsTellsItsLastLine(World world) {
        with(
                world,
                "{\"event\": \"import\"}",
                "Traceback (most recent call last):",
                "ModuleNotFoundError: No module named `requests",
                "exit 1");
        world.configure("command = [\"gunicorn\", \"shop.main:app\", \"--bind\", \"0.0.0.0:8000\"]");
        assertThat(problems(world))
                .containsExactly(
                        "error: `shop.main` cannot be imported in the image: ModuleNotFoundError: No module named ?requests",
                        "hint: add what is missing to the project's dependencies, lock, and build again",
                        "hint: if it starts only where it is deployed, build with `--no-check`");
    }

    @Test
    void anEndBeforeTheFirstAnswerTellsWhy(World world) {
        with(world, "{\"event\": \"start\"}", "connect: Connection refused", "exit 3");
        assertThat(problems(world))
                .containsExactly(
                        "error: the image ends with exit code 3 before it answers on port 8000: connect: Connection refused",
                        "hint: the check has no network: connect when the first request comes",
                        "hint: if it starts only where it is deployed, build with `--no-check`");
        assertThat(Ran.in(world, "build", "--check").said("warning: ")).contains("connect: Connection refused");
    }

    @Test
    void oneThatListensWhereNobodyReachesItIsRefused(World world) {
        with(
                world,
                "{\"event\": \"start\"}",
                "{\"event\": \"listening\", \"ms\": 9, \"ports\": [{\"port\": 8000, \"outside\": false}]}",
                "{\"event\": \"stop\", \"ms\": 1}");
        assertThat(problems(world))
                .containsExactly(
                        "error: the image listens on port 8000 of 127.0.0.1, where nobody outside the container reaches it",
                        "hint: let it listen on `0.0.0.0`");
    }

    @Test
    void anotherPortIsNamed(World world) {
        with(
                world,
                "{\"event\": \"start\"}",
                "{\"event\": \"listening\", \"ms\": 9, \"ports\": [{\"port\": 5000, \"outside\": true}]}",
                "{\"event\": \"stop\", \"ms\": 1}");
        assertThat(problems(world))
                .containsExactly(
                        "error: the image listens on port 5000, and port 8000 was expected",
                        "hint: read the port from the variable `PORT`, or write `env = { PORT = \"5000\" }` in [tool.terrarium]");
    }

    @Test
    void whatListensNowhereIsToldWithTheTimeItHad(World world) {
        with(world, "{\"event\": \"start\"}", "KeyError: 'x'", "{\"event\": \"stop\", \"ms\": 1}", "exit 1");
        assertThat(problems(world))
                .containsExactly(
                        "error: nothing listens on port 8000 of the image within 1 min 0 s",
                        "hint: if it starts only where it is deployed, build with `--no-check`");
    }

    @Test
    void anOddExitCodeAndAnErrorAreWarnings(World world) {
        with(
                world,
                "{\"event\": \"start\"}",
                "{\"event\": \"answer\", \"ms\": 230, \"port\": 8000, \"status\": 500}",
                "{\"event\": \"stop\", \"ms\": 1}",
                "exit 7");
        assertThat(Ran.well(world, "build", "--check").said("warning: "))
                .containsExactly(
                        "the image ends with exit code 7 on SIGINT, which looks like a failure to whoever runs it",
                        "the image answers `/` with 500");
    }

    @Test
    void aWorkerIsJudgedByStayingUpAndAJobByItsExitCode(World world) {
        with(world, "{\"event\": \"start\"}", "{\"event\": \"stop\", \"ms\": 20}", "exit 143")
                .configure("");
        assertThat(Ran.well(world, "build", "--check").err()).contains("stays up and listens nowhere, SIG");
        with(world, "{\"event\": \"start\"}", "exit 0").configure("");
        assertThat(Ran.well(world, "build", "--check").err()).contains("ends by itself with 0\n");
    }

    @Test
    void aJobThatFailsIsNoImage(World world) {
        with(world, "{\"event\": \"start\"}", "exit 9").configure("");
        assertThat(problems(world)).contains("error: the image ends with exit code 9");
    }

    @Test
    void whereItCannotRunOneLineSaysSo(World world) throws Exception {
        with(world, "bwrap: unknown option --as-pid-1", "exit 1");
        assertThat(Ran.well(world, "build", "--check").err())
                .contains("\nnot checked: the sandbox cannot start it: bwrap: unknown option --as-pid-1\n");
        world.writeHost("/usr/bin/bwrap", "#!/bin/sh\nexit 1\n");
        Ran ran = Ran.well(world, "build", "--check", "--json");
        assertThat(ran.err()).contains("\nnot checked: no sandbox works here, and `terrarium doctor` says why\n");
        assertThat(Schema.named("build").faults(Schema.parse(ran.out().getBytes(UTF_8))))
                .isEmpty();
        assertThat(ran.out()).contains("\"skipped\": \"no sandbox works here");
    }
}
