package dev.terrarium.cli.practices;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** Step five, running well: what is started, and around it. */
@Tag("e2e")
class OperationsStartTest {
    private static final String LAUNCHER = "opt/app/venv/bin/terrarium-start";

    @Practice("exec-form-command")
    void theCommandIsAProgramWithArguments() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.command().getFirst()).startsWith("/opt/app/venv/bin/");
            assertThat(image.command()).doesNotContain("sh", "bash", "/bin/sh", "/bin/bash", "-c");
        }
    }

    @Practice("entrypoint-script-execs")
    void theLauncherBecomesTheServer() {
        for (BuiltImage image : Images.all()) {
            assertThat(image.file(LAUNCHER).isExecutable()).isTrue();
            assertThat(image.text(LAUNCHER))
                    .contains("os.execvp(argv[0], argv)")
                    .doesNotContain("\r", "subprocess", "os.spawn", "os.system");
        }
    }

    @Practice("pid1-handles-sigterm")
    void theSignalThatStopsIsOneThatTheServerHandles() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.container().textOf("StopSignal")).contains("SIGTERM");
        }
        assertThat(Images.ofSite().text("opt/app/venv/lib/python3.13/site-packages/gunicorn/arbiter.py"))
                .contains("def handle_term(");
        assertThat(Images.ofService().text("opt/app/venv/lib/python3.13/site-packages/uvicorn/server.py"))
                .contains("signal.SIGTERM");
        assertThat(Images.ofSite().flag("--graceful-timeout")).contains("8");
        assertThat(Images.ofService().flag("--timeout-graceful-shutdown")).contains("8");
    }

    @Practice("no-launcher-as-pid1")
    void theServerIsStartedFromTheEnvironmentAndByNoInstaller() throws Exception {
        for (BuiltImage image : Images.all()) {
            Item server = image.file(image.command().get(1));
            assertThat(server.path()).isEqualTo("opt/app/venv/bin/" + image.server());
            assertThat(image.command()).doesNotContain("uv", "run", "poetry", "pipenv", "conda", "make", "npm");
        }
    }

    @Practice("production-server")
    void theServerIsOneForProductionAndInstalled() throws Exception {
        assertThat(Images.ofSite().server()).isEqualTo("gunicorn");
        assertThat(Images.ofService().server()).isEqualTo("uvicorn");
        for (BuiltImage image : Images.all()) {
            assertThat(Installed.in(image).stream().map(Installed::name)).contains(image.server());
        }
    }

    @Practice("one-process-model")
    void oneServerRunsWithOneWorkerUnlessToldOtherwise() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.flag("--workers")).contains("${WEB_CONCURRENCY:-1}");
            assertThat(Installed.in(image).stream().map(Installed::name))
                    .doesNotContain("supervisor", "circus", "honcho");
        }
    }

    @Practice("gunicorn-heartbeat-in-memory")
    void gunicornsHeartbeatIsInMemory() throws Exception {
        assertThat(Images.ofSite().flag("--worker-tmp-dir")).contains("/dev/shm");
    }

    @Practice("gunicorn-control-socket")
    void gunicornOpensNoControlSocket() throws Exception {
        assertThat(Images.ofSite().command()).contains("--no-control-socket");
        assertThat(Images.ofSite().text("opt/app/venv/lib/python3.13/site-packages/gunicorn/config.py"))
                .contains("\"--no-control-socket\"");
    }

    @Practice("worker-recycling-jittered")
    void noWorkerIsReplacedOnAFixedCount() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.flag("--max-requests").isPresent())
                    .isEqualTo(image.flag("--max-requests-jitter").isPresent());
            assertThat(image.flag("--limit-max-requests")).isEmpty();
        }
    }

    @Practice("writable-home-and-caches")
    void homeExistsAndCachesLieWhereTheUserMayWrite() throws Exception {
        for (BuiltImage image : Images.all()) {
            String home = image.variable("HOME");
            assertThat(image.text("etc/passwd")).contains(":10001:10001:app:" + home + ":");
            assertThat(image.file(home).entry().uid()).isEqualTo(10_001);
            assertThat(image.file(home).entry().mode() & 0700).isEqualTo(0700);
            for (String cache : List.of("XDG_CACHE_HOME", "MPLCONFIGDIR", "NUMBA_CACHE_DIR", "HF_HOME")) {
                assertThat(image.variable(cache)).as(cache).startsWith("/tmp/");
            }
        }
    }

    @Practice("writable-tmp")
    void temporaryDirectoriesAreForEverybody() {
        for (BuiltImage image : Images.all()) {
            assertThat(image.file("tmp").entry().mode()).isEqualTo(01777);
            assertThat(image.file("var/tmp").entry().mode()).isEqualTo(01777);
        }
    }

    @Practice("arbitrary-uid-ready")
    void anyUserOfGroupZeroMayReadEverythingAndWriteInHome() throws Exception {
        for (BuiltImage image : Images.all()) {
            Item home = image.file(image.variable("HOME"));
            assertThat(home.entry().gid()).isZero();
            assertThat(home.entry().mode() & 0070).isEqualTo(0070);
            assertThat(image.environment()).containsEntry("USER", "app").containsEntry("LOGNAME", "app");
            assertThat(image.below("opt").filter(item -> !item.isLink()))
                    .allMatch(item -> (item.entry().mode() & 0044) == 0044)
                    .allMatch(item -> !item.isDirectory() || (item.entry().mode() & 0011) == 0011);
            assertThat(image.text(LAUNCHER)).doesNotContain("getpwuid", "getuser", "expanduser");
        }
    }

    @Practice("config-from-environment")
    void nothingOfOneDeploymentIsInTheImage() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.environment().values()).noneMatch(value -> value.contains("://") || value.contains("@"));
            assertThat(image.items().map(Item::name)).doesNotContain(".env", ".netrc", ".pypirc");
        }
    }

    @Practice("no-install-at-start")
    void everythingIsThereBeforeTheStart() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.text(LAUNCHER)).doesNotContain("pip", "urllib", "http");
            String pinned = Files.readString(image.project().resolve("requirements.txt"));
            assertThat(Installed.in(image).stream().map(Installed::name))
                    .contains(image.server())
                    .allMatch(name -> name.equals("prices") || pinned.contains(name + "=="));
        }
    }

    @Practice("no-service-managers")
    void nothingIsThereThatManagesServicesOrLooksAround() {
        Set<String> unwanted = Set.of(
                "systemctl", "systemd", "service", "init", "cron", "crond", "ps", "top", "vim", "vi", "nano", "less");
        for (BuiltImage image : Images.all()) {
            assertThat(image.files().keySet())
                    .noneMatch(path -> path.matches("(usr/|opt/app/venv/)s?bin/[^/]+")
                            && unwanted.contains(path.substring(path.lastIndexOf('/') + 1)));
        }
    }

    @Practice("registry-compatible-manifest")
    void anImageForOnePlatformIsAPlainManifest() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.index().itemsOf("manifests")).hasSize(1);
            assertThat(image.index().itemsOf("manifests").getFirst().textOf("mediaType"))
                    .contains("application/vnd.oci.image.manifest.v1+json");
            assertThat(image.manifest().required("config").textOf("mediaType"))
                    .contains("application/vnd.oci.image.config.v1+json");
            assertThat(image.manifest().member("subject")).isEmpty();
        }
    }
}
