package dev.terrarium.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectsTest {
    private static final String HASHED = "flask==3.1.0 --hash=sha256:00\n";

    @TempDir
    Path root;

    @Test
    void aPackageIsRead() throws IOException {
        file("pyproject.toml", """
                [project]
                name = "Shop_App"
                version = "1.2"
                description = "Sells things"
                license = "MIT"
                requires-python = ">=3.12"
                dependencies = ["flask>=3"]
                scripts = { shop = "shop.cli:main" }
                urls = { Source = "https://code.example/shop" }

                [project.optional-dependencies]
                Fast_Json = ["orjson"]

                [dependency-groups]
                test = ["pytest", { include-group = "Lint.All" }]
                lint_all = ["ruff"]

                [build-system]
                requires = ["hatchling>=1.20"]
                build-backend = "hatchling.build"
                """);
        file("uv.lock", "version = 1\n");
        file("requirements.txt", HASHED);
        file("pylock.toml", "");
        file(".python-version", "# pinned\ncpython-3.13.5\n3.12\n");

        Project project = read();

        assertThat(project.name()).isEqualTo("Shop_App");
        assertThat(project.version()).contains("1.2");
        assertThat(project.requiresPython()).contains(">=3.12");
        assertThat(project.pinnedPython()).contains("3.13.5");
        assertThat(project.dependencies().required()).containsExactly("flask>=3");
        assertThat(project.dependencies().optional()).containsEntry("fast-json", List.of("orjson"));
        assertThat(project.dependencies().groups())
                .containsEntry("test", List.of("pytest", "ruff"))
                .containsEntry("lint-all", List.of("ruff"));
        assertThat(project.buildSystem()).contains(new BuildSystem("hatchling.build", List.of("hatchling>=1.20")));
        assertThat(project.lock())
                .isEqualTo(new ProjectLock.Uv(root.resolve("uv.lock"), List.of("pylock.toml", "requirements.txt")));
        assertThat(project.scripts()).containsEntry("shop", "shop.cli:main");
        assertThat(project.about().url()).contains("https://code.example/shop");
    }

    @Test
    void requirementsAloneMakeAnApplicationNamedAfterItsFolder() throws IOException {
        file("requirements.txt", HASHED);

        Project project = read();

        assertThat(project.isPackage()).isFalse();
        assertThat(project.name()).isEqualTo(root.getFileName().toString());
        assertThat(project.versionText()).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [build-system]\\nrequires = []\\nbuild-backend = "uv_build"          | uv_build
            [build-system]\\nrequires = []\\nbuild-backend = "poetry.core.masonry.api" | poetry.core.masonry.api
            [build-system]\\nrequires = ["setuptools"]                           | setuptools.build_meta:__legacy__
            [build-system]\\nrequires = []\\n[tool.uv]\\npackage = false          | -
            [tool.uv]\\npackage = true                                            | setuptools.build_meta:__legacy__
            [tool.other]                                                          | -
            """)
    void whetherItIsAPackageFollowsFromItsFiles(String rest, String backend) throws IOException {
        file("pyproject.toml", "[project]\nname='a'\nversion='1'\n" + rest.replace("\\n", "\n"));
        file("uv.lock", "");

        assertThat(read().buildSystem().map(BuildSystem::backend).orElse("-")).isEqualTo(backend);
    }

    @Test
    void aSetupFileMakesAPackageOfTheOldKind() throws IOException {
        file("setup.py", "");
        file("requirements.txt", HASHED);

        assertThat(read().buildSystem()).contains(BuildSystem.LEGACY);
    }

    @Test
    void aRequirementsFileThatOnlyIncludesAHashedOneIsLocked() throws IOException {
        file("requirements.txt", "-r requirements/prod.txt\n");
        file("requirements/prod.txt", HASHED);

        assertThat(read().lock().file()).isEqualTo(root.resolve("requirements.txt"));
    }

    @Test
    void theHashedOneOfSeveralRequirementsFilesIsTaken() throws IOException {
        file("requirements.txt", "flask\n");
        file("requirements.lock", HASHED);

        assertThat(read().lock()).isEqualTo(new ProjectLock.Requirements(root.resolve("requirements.lock"), List.of()));
    }

    @Test
    void aFileOfVersionsAloneIsALockToo() throws IOException {
        file("requirements.txt", "flask==3.1.0\n");
        file("requirements/prod.txt", "-r ../requirements.txt\nflask\n");
        assertThat(read().lock()).isEqualTo(new ProjectLock.Requirements(root.resolve("requirements.txt"), List.of()));
        file("requirements.lock", HASHED);
        assertThat(read().lock())
                .isEqualTo(
                        new ProjectLock.Requirements(root.resolve("requirements.lock"), List.of("requirements.txt")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pyproject.toml:[project]\\nname='a'\\nversion='1'\\ndependencies=['flask'] | the project is not locked | uv lock
            pyproject.toml:[project]\\nname='a'\\nversion='1'\\ndynamic=['dependencies'] | the project is not locked | uv lock
            setup.py:import tools                            | the project is not locked | uv pip compile --universal --generate-hashes requirements.in -o requirements.txt
            pyproject.toml:[tool.poetry]\\nname='a'           | the project is not locked | poetry lock
            pyproject.toml:[tool.pdm]                          | the project is not locked | pdm lock
            Pipfile:x                                          | the project is not locked | pipenv lock
            requirements.txt:flask                             | `requirements.txt` does not pin `flask` to one version, so the project is not locked | uv pip compile --universal --generate-hashes requirements.txt -o requirements.lock
            requirements.txt:# by pip-compile\\nflask         | `requirements.txt` does not pin `flask` to one version, so the project is not locked | pip-compile --generate-hashes --output-file=requirements.txt pyproject.toml
            requirements.txt:# uv pip compile x\\nflask       | `requirements.txt` does not pin `flask` to one version, so the project is not locked | uv pip compile --universal --generate-hashes pyproject.toml -o requirements.txt
            """)
    void anUnlockedProjectIsToldTheCommandOfItsTool(String content, String message, String command) throws IOException {
        file(
                content.substring(0, content.indexOf(':')),
                content.substring(content.indexOf(':') + 1).replace("\\n", "\n"));

        UserError error = refused();

        assertThat(error.problems().getFirst().code()).isEqualTo(ErrorCode.PROJECT_UNLOCKED);
        assertThat(error).hasMessage(message);
        assertThat(error.problems().getFirst().hints()).containsExactly("run `" + command + "`, then build again");
    }

    @Test
    void aNamedPylockCountsWhereItIsTheOnlyOne() throws IOException {
        file("pylock.web.toml", "");
        assertThat(read().lock()).isEqualTo(new ProjectLock.Pylock(root.resolve("pylock.web.toml"), List.of()));

        file("pylock.worker.toml", "");
        file("pylock.a.b.toml", "");
        assertThat(refused())
                .hasMessage("there are `pylock.web.toml` and `pylock.worker.toml`, and no `pylock.toml` to prefer");

        file("pylock.toml", "");
        assertThat(read().lock().passedOver()).containsExactly("pylock.web.toml", "pylock.worker.toml");
    }

    @Test
    void locksAreChosenInOneOrder() throws IOException {
        List<String> order = List.of("uv.lock", "pylock.toml", "poetry.lock", "pdm.lock", "Pipfile.lock");
        file("requirements.txt", HASHED);
        for (String name : order.reversed()) {
            file(name, "");
            assertThat(read().lock().file()).isEqualTo(root.resolve(name));
        }
        assertThat(read().lock().passedOver())
                .containsExactly("pylock.toml", "poetry.lock", "pdm.lock", "Pipfile.lock", "requirements.txt");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [project                                      | pyproject.toml:1:9 | PROJECT_INVALID | not TOML: unexpected end of input, expected ]
            [project]\\nversion = "1"                    | pyproject.toml:1:1 | PROJECT_INVALID | `[project]` has no `name`
            [project]\\nname = "a"                       | pyproject.toml:1:1 | PROJECT_INVALID | `[project]` has neither a `version` nor `dynamic = ["version"]`
            [project]\\nname = 3\\nversion = "1"        | pyproject.toml:2:1 | PROJECT_INVALID | `name` must be a string, not an integer
            [build-system]\\nrequires = []\\nbackend-path = ["."] | pyproject.toml:3:1 | NOT_IN_THIS_VERSION | a build back-end inside the project (`backend-path`) is not in this version
            [build-system]\\nbuild-backend = "uv_build"  | pyproject.toml:1:1 | PROJECT_INVALID | `[build-system]` has no `requires`
            [dependency-groups]\\na = [{include-group = "b"}]\\nb = [{include-group = "a"}] | pyproject.toml:2:1 | PROJECT_INVALID | dependency groups include each other: a → b → a
            [dependency-groups]\\na = [{include-group = "c"}] | pyproject.toml:2:6 | PROJECT_INVALID | the dependency group `a` includes `c`, which is not there
            [dependency-groups]\\na = [{path = "c"}]     | pyproject.toml:2:6 | PROJECT_INVALID | the dependency group `a` holds a table other than `{include-group = "…"}`
            [dependency-groups]\\na = []\\nA = []        | pyproject.toml:3:1 | PROJECT_INVALID | the dependency group `A` is there twice
            [tool.terrarium]\\nshel = true               | pyproject.toml:2:1 | CONFIGURATION_UNKNOWN_KEY | unknown key `shel` in [tool.terrarium]
            [tool]\\nterrarium = 3                       | pyproject.toml:2:1 | CONFIGURATION_INVALID | `tool.terrarium` must be a table, not an integer
            [tool.terrarium]\\nextras = ["x"]            |                    | CONFIGURATION_INVALID | the project has no extra `x`: it has none
            """)
    void aBrokenProjectFileIsToldWithItsPlace(String text, String place, ErrorCode code, String message)
            throws IOException {
        file("pyproject.toml", text.replace("\\n", "\n"));
        file("uv.lock", "");

        UserError error = refused();

        var first = error.problems().getFirst();
        assertThat(first.code()).isEqualTo(code);
        assertThat(first.place().map(Object::toString).orElse(null)).isEqualTo(place);
        assertThat(error).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[project]\nname = 'a'\nversion = '1'\n",
                "[project]\nname = 'a'\nversion = '1'\ndependencies = []\n"
            })
    void aProjectThatNeedsNothingNeedsNoLock(String pyproject) throws IOException {
        file("main.py", "print()\n");
        if (!pyproject.isEmpty()) {
            file("pyproject.toml", pyproject);
        }

        assertThat(read().lock()).isInstanceOf(ProjectLock.Unneeded.class);
    }

    @Test
    void problemsOfSeveralFilesAreToldAtOnce() throws IOException {
        file("pyproject.toml", "[project]\nname = 1\n[tool.terrarium]\nfoo = 1\n");
        file(".python-version", "pypy3.10\n");

        assertThat(refused().problems())
                .extracting(problem -> problem.message())
                .containsExactly(
                        "unknown key `foo` in [tool.terrarium]",
                        "`.python-version` names `pypy3.10`, which is no CPython version",
                        "`name` must be a string, not an integer",
                        "`[project]` has neither a `version` nor `dynamic = [\"version\"]`");
    }

    @Test
    void configurationInTwoPlacesIsRefused() throws IOException {
        file("pyproject.toml", "[tool.terrarium]\nshell = true\n");
        file("terrarium.toml", "shell = true\n");
        file("uv.lock", "");

        assertThat(refused()).hasMessage("the configuration stands both in `terrarium.toml` and in `[tool.terrarium]`");
    }

    @Test
    void configurationBesideTheProjectFileCounts() throws IOException {
        file("terrarium.toml", "shell = true\n");
        file("requirements.txt", "");

        assertThat(read().configuration().os().shell()).isTrue();
    }

    @Test
    void extrasAndGroupsCannotBeChosenFromARequirementsFile() throws IOException {
        file("requirements.txt", HASHED);

        var error = catchThrowableOfType(UserError.class, () -> Selections.select(read(), List.of("x"), List.of()));

        assertThat(error)
                .hasMessage(
                        "extras and groups cannot be chosen from `requirements.txt`: a requirements file holds one selection");
    }

    @Test
    void anEmptyDirectoryIsNoProject() {
        assertThat(refused())
                .hasMessage("there is no Python project here: no pyproject.toml, no requirements.txt, no Python file");
        assertThat(refused().problems().getFirst().code()).isEqualTo(ErrorCode.PROJECT_NOT_FOUND);
    }

    private Project read() {
        return Projects.read(root, Progress.SILENT);
    }

    private UserError refused() {
        return catchThrowableOfType(UserError.class, this::read);
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
