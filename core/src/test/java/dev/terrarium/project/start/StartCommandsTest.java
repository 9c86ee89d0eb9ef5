package dev.terrarium.project.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Progress;
import dev.terrarium.project.Project;
import dev.terrarium.project.Projects;
import dev.terrarium.project.files.FileWalk;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartCommandsTest {
    private static final Layout LAYOUT = new Layout("app", "3.13");
    private static final String FASTAPI = "from fastapi import FastAPI\napp = FastAPI()\n";
    private static final String FLASK = "import flask\napp: flask.Flask = flask.Flask(__name__)\n";

    @TempDir
    Path directory;

    @Test
    void fastApiStartsWithUvicorn() throws IOException {
        file("shop/main.py", "\"\"\"app = Flask()\"\"\"\n" + FASTAPI);

        StartCommand command = find(Map.of("fastapi", "0.1", "uvicorn", "0.30.1", "hypercorn", "0.17"));

        assertThat(String.join(" ", command.argv()))
                .isEqualTo("/opt/app/venv/bin/uvicorn shop.main:app --host 0.0.0.0 --port ${PORT:-8000} "
                        + "--workers ${WEB_CONCURRENCY:-1} --timeout-graceful-shutdown 8");
        assertThat(command.port()).hasValue(8000);
        assertThat(command.reason()).isEqualTo("FastAPI object `app` in shop/main.py:3, and uvicorn is locked");
        assertThat(command.stopSignal()).isEqualTo("SIGTERM");
    }

    @Test
    void fastApiStartsWithHypercornWhereThatIsLocked() throws IOException {
        file("main.py", FASTAPI);

        assertThat(String.join(" ", find(Map.of("hypercorn", "0.17")).argv()))
                .isEqualTo("/opt/app/venv/bin/hypercorn main:app --bind 0.0.0.0:${PORT:-8000} "
                        + "--workers ${WEB_CONCURRENCY:-1} --graceful-timeout 8 --access-logfile - --error-logfile -");
    }

    @ParameterizedTest
    @CsvSource({"20.1.0, false", "25.0.3, false", "25.1.0, true", "27.0.1, true"})
    void gunicornsControlSocketIsSwitchedOffWhereThereIsOne(String version, boolean switched) throws IOException {
        file("src/shop/__init__.py", "");
        file("src/shop/web.py", FLASK);

        List<String> argv = find(Map.of("gunicorn", version)).argv();

        assertThat(argv)
                .startsWith("/opt/app/venv/bin/gunicorn", "shop.web:app")
                .contains("--worker-tmp-dir", "/dev/shm");
        assertThat(argv.contains("--no-control-socket")).isEqualTo(switched);
    }

    @Test
    void aFactoryIsCalledByTheServer() throws IOException {
        file(
                "shop/__init__.py",
                "from flask import Flask\n\n\ndef create_app(config=None) -> Flask:\n    app = Flask(__name__)\n    return app\n");

        assertThat(find(Map.of("gunicorn", "23.0")).argv()).contains("shop:create_app()");
    }

    @Test
    void anAsgiFactoryIsNamedToUvicorn() throws IOException {
        file("shop.py", "import fastapi\ndef make_app():\n    return fastapi.FastAPI()\n");

        assertThat(find(Map.of("uvicorn", "0.30")).argv()).contains("shop:make_app", "--factory");
    }

    @Test
    void djangoStartsByItsWsgiModule() throws IOException {
        file("manage.py", "if __name__ == '__main__':\n    pass\n");
        file(
                "site1/wsgi.py",
                "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n");
        file(
                "site1/asgi.py",
                "from django.core.asgi import get_asgi_application\napplication = get_asgi_application()\n");

        assertThat(find(Map.of("gunicorn", "23.0", "uvicorn", "0.30")).argv()).contains("site1.wsgi:application");
        assertThat(find(Map.of("uvicorn", "0.30")).argv()).contains("site1.asgi:application");
    }

    @Test
    void theOnlyScriptStartsWhereThereIsNoFramework() throws IOException {
        file("pyproject.toml", "[project]\nname='a'\nversion='1'\nscripts={ serve='a:main' }\n");
        file(
                "a.py",
                "import os, signal\nPORT = os.environ.get('PORT', '9001')\nsignal.signal(signal.SIGTERM, print)\n");

        StartCommand command = find(Map.of());

        assertThat(command.argv()).containsExactly("/opt/app/venv/bin/serve");
        assertThat(command.port()).hasValue(9001);
        assertThat(command.stopSignal()).isEqualTo("SIGTERM");
    }

    @Test
    void aMainModuleStartsLast() throws IOException {
        file("tool/__main__.py", "print()\n");
        file("helper.py", "if __name__ == \"__main__\":\n    print()\n");

        StartCommand command = find(Map.of());

        assertThat(command.argv()).containsExactly("/opt/app/venv/bin/python", "-m", "tool");
        assertThat(command.port()).isEmpty();
        assertThat(command.stopSignal()).isEqualTo("SIGINT");
    }

    @Test
    void theOnlyScriptFileStarts() throws IOException {
        file("uptime.py", "print()\n");
        file("test_uptime.py", "if __name__ == \"__main__\":\n    print()\n");

        assertThat(find(Map.of()).argv()).containsExactly("/opt/app/venv/bin/python", "-m", "uptime");
    }

    @Test
    void theConfiguredCommandGoesBeforeEverything() throws IOException {
        file("main.py", FASTAPI);
        file(
                "terrarium.toml",
                "command = [\"uvicorn\", \"main:app\", \"--host\", \"0.0.0.0\", \"--port\", \"${PORT:-9000}\"]\n");

        StartCommand command = find(Map.of("uvicorn", "0.30"));

        assertThat(command.port()).hasValue(9000);
        assertThat(command.reason()).isEqualTo("`command` of the configuration");
    }

    @Test
    void aConfiguredPortMovesTheDefault() throws IOException {
        file("main.py", FASTAPI);
        file("terrarium.toml", "env = { PORT = \"9000\" }\n");

        assertThat(find(Map.of("uvicorn", "0.30")).argv()).contains("${PORT:-9000}");
    }

    @Test
    void severalCandidatesOfOneRankAreListed() throws IOException {
        file("a.py", FASTAPI);
        file("b.py", FASTAPI);

        UserError error = refused(Map.of("uvicorn", "0.30"));

        assertThat(error).hasMessage("more than one application object: a:app (a.py:2), b:app (b.py:2)");
        assertThat(error.problems().getFirst().code()).isEqualTo(ErrorCode.START_COMMAND_AMBIGUOUS);
        assertThat(error.problems().getFirst().hints().getFirst())
                .startsWith(
                        "write the one that is meant under `[tool.terrarium]`: `command = [\"/opt/app/venv/bin/uvicorn\", \"a:app\",");
    }

    @Test
    void severalScriptsAndSeveralMainModulesAreListedToo() throws IOException {
        file("pyproject.toml", "[project]\nname='a'\nversion='1'\nscripts={ x='a:x', y='a:y' }\n");
        assertThat(refused(Map.of())).hasMessage("more than one entry of `[project.scripts]`: x, y");

        Files.delete(directory.resolve("project/pyproject.toml"));
        file("x.py", "if __name__ == '__main__':\n    pass\n");
        file("y.py", "if __name__ == '__main__':\n    pass\n");
        assertThat(refused(Map.of())).hasMessage("more than one main module: x.py, y.py");
    }

    @Test
    void anObjectWithoutAServerNamesTheOneToAdd() throws IOException {
        file("main.py", FASTAPI);
        file("other.py", "");

        UserError error = refused(Map.of("gunicorn", "23.0"));

        assertThat(error).hasMessage("there is a FastAPI object `main:app`, and no server for it is locked");
        assertThat(error.problems().getFirst().hints())
                .containsExactly("add `uvicorn` to the dependencies, and lock again");
    }

    @Test
    void nothingToStartShowsTheLineToWrite() throws IOException {
        file("a.py", "");
        file("b.py", "");

        UserError error = refused(Map.of());

        assertThat(error.problems().getFirst().code()).isEqualTo(ErrorCode.START_COMMAND_MISSING);
        assertThat(error.problems().getFirst().hints())
                .containsExactly("write `command = [\"python\", \"-m\", \"…\"]` under `[tool.terrarium]`");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            uvicorn a:app --reload               | `--reload` is for development
            flask --app a run                    | `flask run` is a development server
            python manage.py runserver           | `runserver` is a development server
            fastapi dev main.py                  | `fastapi dev` is a development server
            uv run main.py                       | `uv` is for development, and not in the image
            sh -c x                              | there is no `sh` in the image
            uvicorn a:app --host 127.0.0.1       | `--host 127.0.0.1` listens where nobody outside the container can reach it
            gunicorn a:app --bind=localhost:8000 | `--bind localhost:8000` listens where nobody outside the container can reach it
            python -X dev a.py                   | the command starts Python for debugging
            gunicorn a:app -b 0.0.0.0:$PORT      | `command`: `$PORT` is not replaced; only `${PORT}`, `${WEB_CONCURRENCY}` and `${FORWARDED_ALLOW_IPS}` are
            echo ${HOME}                         | `command`: `${HOME}` is not replaced; only `${PORT}`, `${WEB_CONCURRENCY}` and `${FORWARDED_ALLOW_IPS}` are
            """)
    void commandsThatAreNotForProductionAreRefused(String line, String message) {
        assertThat(CommandRules.problems(List.of(line.split(" ")), "`command`", false))
                .extracting(problem -> problem.message())
                .containsExactly(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from flask import Flask#app = Flask(__name__)#if __name__ == '__main__':#    app.run()
            import x#if __name__ == '__main__':#    x.run(debug=True)
            """)
    void aScriptThatStartsADevelopmentServerIsRefused(String text) throws IOException {
        file("main.py", text.replace('#', '\n'));

        UserError error = refused(Map.of());

        assertThat(error).hasMessage("`main.py` starts a development server");
        assertThat(error.problems().getFirst().code()).isEqualTo(ErrorCode.START_COMMAND_UNSAFE);
    }

    private StartCommand find(Map<String, String> locked) throws IOException {
        file("requirements.txt", "");
        Path root = directory.resolve("project");
        Project project = Projects.read(root, Progress.SILENT);
        Store store = Store.at(directory.resolve("store"));
        var files = FileWalk.read(root, project.configuration().selection(), List.of(), store, Progress.SILENT);
        return StartCommands.find(project, files, new Contents(store), new TreeMap<>(locked), LAYOUT);
    }

    private UserError refused(Map<String, String> locked) {
        return catchThrowableOfType(UserError.class, () -> find(locked));
    }

    private void file(String name, String text) throws IOException {
        Path file = directory.resolve("project").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
