package dev.terrarium.cli.practices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.python.Specifiers;
import dev.terrarium.python.Version;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Step one, a container that works: how it starts. */
@Tag("e2e")
class WorkingStartTest {
    @Practice("bind-all-interfaces")
    void theServerListensOnAllInterfaces() throws Exception {
        assertThat(Images.ofSite().flag("--bind")).contains("0.0.0.0:${PORT:-8000}");
        assertThat(Images.ofService().flag("--host")).contains("0.0.0.0");
        for (BuiltImage image : Images.all()) {
            assertThat(image.environment())
                    .doesNotContainKeys("GUNICORN_CMD_ARGS", "UVICORN_HOST", "FLASK_RUN_HOST", "HOST");
            assertThat(image.command()).noneMatch(word -> word.contains("127.0.0.1") || word.contains("localhost"));
        }
    }

    @Practice("explicit-start-command")
    void theCommandNamesTheApplication() throws Exception {
        assertThat(Images.ofSite().command()).contains("website.wsgi:application");
        assertThat(Images.ofService().command()).contains("prices.main:app");
    }

    @Practice("entrypoint-cmd-split")
    void theEntrypointIsTheLauncherAndTheRestMayBeReplaced() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.container().textsOf("Entrypoint")).containsExactly("/opt/app/venv/bin/terrarium-start");
            assertThat(image.container().textsOf("Cmd").getFirst()).isEqualTo("/opt/app/venv/bin/" + image.server());
        }
    }

    @Practice("one-cmd-per-stage")
    void theHistorySetsNoCommandThatAnotherReplaces() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.history()).noneMatch(text -> text.matches(".*\\b(CMD|ENTRYPOINT|HEALTHCHECK)\\b.*"));
        }
    }

    @Practice("valid-stage-references")
    void everyLayerIsMadeByTheBuilderAndNoneByAStage() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.history())
                    .hasSize(image.layers().size())
                    .allMatch(text -> text.matches("terrarium (os|cpython|dependencies|project)/[a-z0-9-]+"));
        }
    }

    @Practice("declared-build-variables")
    void noVariableWasLeftUnresolved() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.environment().values()).allMatch(value -> !value.isEmpty() && !value.contains("$"));
            assertThat(image.variable("PATH").split(":", -1))
                    .contains("/usr/local/bin", "/usr/bin", "/bin")
                    .doesNotHaveDuplicates()
                    .allMatch(directory -> directory.startsWith("/"));
        }
    }

    @Practice("legal-dockerfile-syntax")
    void argumentsAreWordsAndNotListsInAWord() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.command()).noneMatch(word -> word.startsWith("[") || word.contains("', '"));
            assertThat(image.environment().keySet()).allMatch(name -> name.matches("[A-Z][A-Z0-9_]*"));
        }
    }

    @Practice("absolute-workdir")
    void theWorkingDirectoryIsTheApplicationsOrItsHome() throws Exception {
        assertThat(Images.ofSite().container().textOf("WorkingDir")).contains("/opt/app/project");
        assertThat(Images.ofService().container().textOf("WorkingDir")).contains("/home/app");
        for (BuiltImage image : Images.all()) {
            String directory = image.container().textOf("WorkingDir").orElseThrow();
            assertThat(image.file(directory).isDirectory()).isTrue();
        }
    }

    @Practice("venv-on-path")
    void theEnvironmentIsFirstOnThePathAndNamed() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.environment())
                    .containsEntry("VIRTUAL_ENV", "/opt/app/venv")
                    .hasEntrySatisfying("PATH", path -> assertThat(path).startsWith("/opt/app/venv/bin:"));
            assertThat(image.files().keySet().stream().filter(path -> path.endsWith("/pyvenv.cfg")))
                    .containsExactly("opt/app/venv/pyvenv.cfg");
        }
    }

    @Practice("declared-ports-valid")
    void thePortIsTheOneThatTheServerListensOn() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.container().required("ExposedPorts").members()).containsOnlyKeys("8000/tcp");
            assertThat(image.command()).anyMatch(word -> word.endsWith("${PORT:-8000}"));
        }
    }

    @Practice("shell-errors-stop-the-build")
    void noShellScriptStandsBetweenTheContainerAndTheServer() throws Exception {
        for (BuiltImage image : Images.all()) {
            for (String program :
                    List.of(image.command().getFirst(), image.command().get(1))) {
                assertThat(image.text(program)).startsWith("#!/opt/app/venv/bin/python");
            }
            assertThat(image.resolve("bin/sh")).isEmpty();
        }
    }

    @Practice("noninteractive-package-install")
    void noInstallersQuestionIsAnsweredInTheEnvironment() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.environment()).doesNotContainKey("DEBIAN_FRONTEND");
            assertThat(image.files()).doesNotContainKeys("var/cache/debconf/config.dat", "var/lib/dpkg/status");
        }
    }

    @Practice("stable-cli-for-packages")
    void noLayerWasMadeByAPackageManagersFrontEnd() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.history()).noneMatch(text -> text.matches(".*\\bapt\\b.*"));
            assertThat(image.files()).doesNotContainKeys("usr/bin/apt", "usr/bin/apt-get", "usr/bin/dpkg");
        }
    }

    @Practice("utf8-locale")
    void theLocaleIsUtf8AndThere() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.environment()).containsEntry("LANG", "C.UTF-8").doesNotContainKey("LC_ALL");
            assertThat(image.file("usr/lib/locale/C.utf8/LC_CTYPE").entry().size())
                    .isPositive();
        }
    }

    @Practice("python-version-agreement")
    void theInterpreterFitsTheProjectAndEverythingInstalled() throws Exception {
        for (BuiltImage image : Images.all()) {
            Version version = Version.parse(image.interpreter()).orElseThrow();
            assertThat(image.file("opt/app/python/3.13/bin/python3.13").isExecutable())
                    .isTrue();
            assertThat(version.toString()).startsWith("3.13.");
            for (Installed installed : Installed.in(image)) {
                String range = installed.metadata("Requires-Python").orElse("");
                assertThat(Specifiers.readLenient(range).contains(version))
                        .as(installed + " requires Python " + range)
                        .isTrue();
            }
        }
        assertThat(Images.ofSite().text("opt/app/project/.python-version")).startsWith("3.13");
    }
}
