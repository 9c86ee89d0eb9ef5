package dev.terrarium.cli.practices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.json.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Step five, running well: how many processes there are, who waits for them, who asks whether they are well. */
@Tag("e2e")
class OperationsProcessesTest {
    private static final String LAUNCHER = "/opt/app/venv/bin/terrarium-start";

    @Practice("init-reaps-zombies")
    void anInitIsThereForWhoNeedsOneAndOnlyForThem() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.container().textsOf("Entrypoint")).containsExactly(LAUNCHER);
            assertThat(image.text(LAUNCHER)).contains("os.waitpid(-1, os.WNOHANG)", "\"--init\"");
        }
        assertThat(Images.ofSite().text("opt/app/commands.json"))
                .matches("(?s).*\"migrate\": \\{\\s*\"command\": \\[[^]]*\\],\\s*\"init\": true\\s*\\}.*");
    }

    @Practice("workers-from-quota")
    void workersAreDecidedByTheLauncherFromTheControlGroup() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.flag("--workers")).contains("${WEB_CONCURRENCY:-1}");
            assertThat(image.text(LAUNCHER))
                    .contains("cpu.max", "memory.max", "cpu.cfs_quota_us", "memory.limit_in_bytes")
                    .doesNotContain("os.cpu_count", "multiprocessing");
        }
    }

    @Practice("healthcheck-without-curl")
    void pythonAsksWhetherThePortAnswers() throws Exception {
        for (BuiltImage image : Images.all()) {
            JsonNode check = image.container().required("Healthcheck");
            assertThat(check.textsOf("Test")).containsExactly("CMD", LAUNCHER, "--health", "${PORT:-8000}");
            assertThat(check.required("Timeout").whole()).isEqualTo(5_000_000_000L);
            assertThat(image.resolve("usr/bin/curl")).isEmpty();
        }
    }

    @Practice("migrations-not-at-start")
    void migrationsAreACommandOfTheirOwn() throws Exception {
        BuiltImage site = Images.ofSite();
        assertThat(site.command()).noneMatch(word -> word.contains("migrate"));
        assertThat(site.labels().get("dev.terrarium.commands"))
                .contains(
                        "\"migrate\":[\"/opt/app/venv/bin/python\",\"/opt/app/project/manage.py\",\"migrate\",\"--noinput\"]");
        for (BuiltImage image : List.of(site, Images.ofService())) {
            assertThat(image.text("opt/app/commands.json")).contains("\"shell\"");
        }
    }
}
