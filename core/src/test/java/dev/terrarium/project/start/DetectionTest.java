package dev.terrarium.project.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every framework, server and program that is known, each by one small project. A {@code #} in a text is the end of a line. */
class DetectionTest {
    private static final Layout LAYOUT = new Layout("app", "3.13");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from litestar import Litestar#app = Litestar([])     | uvicorn 0.30      | uvicorn main:app --host 0.0.0.0 --port ${PORT:-8000} --workers ${WEB_CONCURRENCY:-1} --timeout-graceful-shutdown 8
            from starlette.applications import Starlette#app = Starlette() | granian 2.1 | granian main:app --interface asgi --host 0.0.0.0 --port ${PORT:-8000} --workers ${WEB_CONCURRENCY:-1} --workers-kill-timeout 8 --access-log
            import quart#app = quart.Quart(__name__)              | hypercorn 0.17    | hypercorn main:app --bind 0.0.0.0:${PORT:-8000} --workers ${WEB_CONCURRENCY:-1} --graceful-timeout 8 --access-logfile - --error-logfile -
            import fastapi#app = fastapi.FastAPI()                | daphne 4.1        | daphne main:app -b 0.0.0.0 -p ${PORT:-8000} --access-log -
            import flask#app = flask.Flask(__name__)              | gunicorn 23.0     | gunicorn main:app --bind 0.0.0.0:${PORT:-8000} --workers ${WEB_CONCURRENCY:-1} --threads 4 --worker-tmp-dir /dev/shm --graceful-timeout 8 --access-logfile - --error-logfile -
            import flask#app = flask.Flask(__name__)              | waitress 3.0      | waitress-serve --host=0.0.0.0 --port=${PORT:-8000} --trusted-proxy=${FORWARDED_ALLOW_IPS:-127.0.0.1} --trusted-proxy-headers=x-forwarded-for x-forwarded-proto --clear-untrusted-proxy-headers main:app
            import flask#def create_app():#  return flask.Flask() | waitress 3.0      | waitress-serve --host=0.0.0.0 --port=${PORT:-8000} --trusted-proxy=${FORWARDED_ALLOW_IPS:-127.0.0.1} --trusted-proxy-headers=x-forwarded-for x-forwarded-proto --clear-untrusted-proxy-headers --call main:create_app
            import flask#def create_app():#  return flask.Flask() | granian 1.7       | granian main:create_app --factory --interface wsgi --host 0.0.0.0 --port ${PORT:-8000} --workers ${WEB_CONCURRENCY:-1} --access-log
            from sanic import Sanic#app = Sanic('x')              | sanic 25.3        | sanic main:app --host 0.0.0.0 --port ${PORT:-8000} --workers ${WEB_CONCURRENCY:-1} --no-motd
            from aiohttp import web#app = web.Application()       | aiohttp 3.11      | terrarium-serve aiohttp main:app ${PORT:-8000}
            from aiohttp import web#app = web.Application()       | aiohttp 3.11, gunicorn 23.0 | gunicorn main:app --worker-class aiohttp.GunicornWebWorker --bind 0.0.0.0:${PORT:-8000} --workers ${WEB_CONCURRENCY:-1} --worker-tmp-dir /dev/shm --graceful-timeout 8 --access-logfile - --error-logfile -
            import tornado.web#def make_app():#  return tornado.web.Application() | tornado 6.4 | terrarium-serve tornado main:make_app() ${PORT:-8000}
            from celery import Celery#app = Celery('x')           | celery 5.4        | celery --app main:app worker --loglevel INFO --concurrency ${WEB_CONCURRENCY:-1}
            import dramatiq#@dramatiq.actor#def f(): pass         | dramatiq 1.17     | dramatiq main --processes ${WEB_CONCURRENCY:-1} --threads 8
            from rq import Queue#q = Queue()                      | rq 2.1            | rq worker
            """)
    void whatIsLockedServesWhatIsThere(String text, String locked, String line) throws IOException {
        file("main.py", text.replace('#', '\n') + "\n");
        file("other.py", "");

        StartCommand start = find(locked);

        assertThat(shown(start.argv())).isEqualTo(line);
    }

    @Test
    void streamlitRunsItsScript() throws IOException {
        file("app.py", "import streamlit as st\nst.write('x')\n");
        file("pages/more.py", "import streamlit as st\n");

        StartCommand start = find("streamlit 1.40");

        assertThat(shown(start.argv()))
                .isEqualTo("streamlit run /opt/app/project/app.py --server.address=0.0.0.0 --server.port=${PORT:-8501} "
                        + "--server.headless=true --server.fileWatcherType=none --browser.gatherUsageStats=false");
        assertThat(start.port()).hasValue(8501);
    }

    @Test
    void gradioIsToldByVariablesAndEndsOnAnInterrupt() throws IOException {
        file("app.py", "import gradio as gr\ndemo = gr.Interface(str, 'text', 'text')\ndemo.launch()\n");

        StartCommand start = find("gradio 5.0");

        assertThat(shown(start.argv()))
                .isEqualTo("GRADIO_SERVER_NAME=0.0.0.0 GRADIO_SERVER_PORT=${PORT:-7860} GRADIO_ANALYTICS_ENABLED=False "
                        + "python -m app");
        assertThat(start.stopSignal()).isEqualTo("SIGINT");
        assertThat(start.init()).contains("`python` would not heed SIGTERM as process 1");
    }

    @Test
    void ofSeveralMainModulesTheOneThatServesIsMeant() throws IOException {
        file("client.py", "if __name__ == '__main__':\n    print()\n");
        file("server.py", """
                import grpc
                def serve():
                    server = grpc.server(None)
                    server.add_insecure_port("[::]:50051")
                    server.wait_for_termination()
                if __name__ == "__main__":
                    serve()
                """);

        StartCommand start = find("grpcio 1.68");

        assertThat(shown(start.argv())).isEqualTo("python -m server");
        assertThat(start.framework()).contains("gRPC");
        assertThat(start.port()).hasValue(50051);
        file(
                "server.py",
                Files.readString(directory.resolve("project/server.py")).replace("[::]", "localhost"));
        assertThat(refused("grpcio 1.68"))
                .isEqualTo("`localhost:50051` listens where nobody outside the container can reach it");
    }

    @Test
    void airflowsProjectsAreDagsAndItsPartsAreCommands() throws IOException {
        file("dags/hello.py", "from airflow.sdk import dag\n");

        StartCommand start = find("apache-airflow 3.0.1");

        assertThat(shown(start.argv()))
                .endsWith("airflow api-server --host 0.0.0.0 --port ${PORT:-8080} --workers ${WEB_CONCURRENCY:-1}")
                .contains("AIRFLOW__CORE__DAGS_FOLDER=/opt/app/project/dags");
        assertThat(start.commands()).containsKeys("scheduler", "triggerer", "dag-processor", "migrate");
        assertThat(shown(find("apache-airflow 2.10.4").argv())).contains("airflow webserver --hostname 0.0.0.0");
    }

    @Test
    void anObjectThatAFunctionOfAnotherModuleMakesIsFound() throws IOException {
        file("shop/__init__.py", "from .factory import build\n");
        file("shop/factory.py", "from flask import Flask\ndef build(settings):\n    return Flask('shop')\n");
        file("shop/wsgi.py", "from .factory import build\n\napp = build({})\n");

        assertThat(shown(find("gunicorn 23.0").argv())).startsWith("gunicorn shop.wsgi:app ");
    }

    @Test
    void ofSeveralObjectsTheOneWithTheUsualNameInTheUsualPlaceIsMeant() throws IOException {
        file("shop/main.py", "from fastapi import FastAPI\napi = FastAPI()\napp = FastAPI()\n");
        file("shop/admin.py", "from fastapi import FastAPI\napp = FastAPI()\n");

        assertThat(shown(find("uvicorn 0.30").argv())).startsWith("uvicorn shop.main:app ");
    }

    @Test
    void aSiteWithAQueueServesAndNamesTheRest() throws IOException {
        file("manage.py", "if __name__ == '__main__':\n    pass\n");
        file(
                "site1/wsgi.py",
                "from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n");
        file("site1/celery.py", "from celery import Celery\napp = Celery('site1')\n");

        StartCommand start = find("django 5.1, gunicorn 23.0, celery 5.4");

        assertThat(shown(start.argv())).startsWith("gunicorn site1.wsgi:application ");
        assertThat(start.init()).isEmpty();
        assertThat(commands(start))
                .containsExactly(
                        "beat: celery --app site1.celery:app beat --loglevel INFO --schedule /tmp/celerybeat-schedule --pidfile=",
                        "migrate: python /opt/app/project/manage.py migrate --noinput",
                        "shell: python /opt/app/project/manage.py shell",
                        "worker: celery --app site1.celery:app worker --loglevel INFO --concurrency ${WEB_CONCURRENCY:-1}");
        assertThat(start.commands().entrySet().stream()
                        .filter(command -> command.getValue().init())
                        .map(command -> command.getKey()))
                .containsExactly("migrate");
    }

    @Test
    void whatIsConfiguredReplacesWhatIsFound() throws IOException {
        file("alembic.ini", "[alembic]\n");
        file("main.py", "import flask\napp = flask.Flask('x')\n");
        assertThat(commands(find("flask 3.0, gunicorn 23.0, alembic 1.14")))
                .containsExactly("migrate: alembic upgrade head", "shell: flask --app main:app shell");
        file("terrarium.toml", "[commands]\nmigrate = [\"python\", \"-m\", \"shop.migrate\"]\n");

        assertThat(commands(find("flask 3.0, gunicorn 23.0, alembic 1.14")))
                .containsExactly("migrate: python -m shop.migrate", "shell: flask --app main:app shell");
    }

    @Test
    void anInitStandsBeforeWhatLeavesProcessesBehind() throws IOException {
        file("main.py", "import subprocess\nfrom fastapi import FastAPI\napp = FastAPI()\n");

        StartCommand start = find("uvicorn 0.30");

        assertThat(start.init()).contains("`main.py` starts processes, and leaves some behind");
        assertThat(start.stopSignal()).isEqualTo("SIGTERM");
    }

    @Test
    void uwsgiIsToldHow() throws IOException {
        file("main.py", "import flask\napp = flask.Flask('x')\n");

        assertThat(refused("flask 3.0, pyuwsgi 2.0"))
                .isEqualTo(
                        "there is a Flask object `main:app`, and its server `pyuwsgi` is started as its project says, "
                                + "which cannot be guessed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            web: gunicorn main:app                                  | gunicorn main:app --bind 0.0.0.0:${PORT:-8000} --workers ${WEB_CONCURRENCY:-1} --threads 4 --worker-tmp-dir /dev/shm --graceful-timeout 8 --access-logfile - --error-logfile -
            web: MODE='a b' exec gunicorn -b 0.0.0.0:$PORT -w 2 main:app -k gevent --log-file - | MODE=a b exec gunicorn
            web: uvicorn main:app --host=0.0.0.0 --port ${PORT:-5000} --workers 3 | uvicorn main:app --host=0.0.0.0 --port ${PORT:-5000} --workers 3 --timeout-graceful-shutdown 8
            worker: python worker.py "two words"                    | python worker.py two words
            """)
    void aProcfileIsReadWithoutAShellAndCompleted(String procfile, String line) throws IOException {
        file("Procfile", "# what runs\n" + procfile + "\nrelease: python manage.py migrate && echo done\n");

        assertThat(shown(find("gunicorn 23.0, uvicorn 0.30").argv())).startsWith(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            web: a && b            | `web` of the Procfile needs a shell, which the image does not have: it holds `&`
            web: a > b             | `web` of the Procfile needs a shell, which the image does not have: it holds `>`
            web: a --url $URL      | `web` of the Procfile needs a shell, which the image does not have: it holds a variable that is not `$PORT` or `$WEB_CONCURRENCY`
            web: a "b              | `web` of the Procfile needs a shell, which the image does not have: it holds a quote that does not end
            web: python manage.py runserver 0.0.0.0:$PORT | `runserver` is a development server
            web: uvicorn a:b --host 127.0.0.1 | `--host 127.0.0.1` listens where nobody outside the container can reach it
            """)
    void aProcfileForAShellIsRefused(String procfile, String message) throws IOException {
        file("Procfile", procfile + "\n");

        assertThat(refused("")).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "a=", "def f(", ")", "app.run(", "'PORT',", "@", "import a, ", "x = f(\\\n", "\"", "\0"})
    @Timeout(20)
    void muchNonsenseIsReadInReasonableTime(String piece) throws IOException {
        file("main.py", "x\n" + piece.repeat((1 << 19) / piece.length()));
        file("Procfile", "web: " + "'a'".repeat(100_000));

        assertThat(find("").argv()).hasSize(1);
    }

    @Test
    void anyProcfileIsReadOrRefused() {
        var random = new Random(140);
        for (int i = 0; i < 2_000; i++) {
            var text =
                    new StringBuilder("web: A=b exec gunicorn 'a b' --port ${PORT:-80} \"x\" \\\\y $PORT\nworker: c\n");
            for (int change = random.nextInt(8); change >= 0; change--) {
                text.setCharAt(random.nextInt(text.length()), "$'\"\\ {}:;\n\0#|=-\t".charAt(random.nextInt(16)));
            }
            Procfile procfile = Procfile.read(text.toString());

            procfile.types()
                    .keySet()
                    .forEach(type -> assertThat(procfile.isPlain(type) || !type.isEmpty())
                            .isTrue());
        }
    }

    private static String shown(List<String> argv) {
        return String.join(" ", argv).replace("/opt/app/venv/bin/", "");
    }

    private static List<String> commands(StartCommand start) {
        return start.commands().entrySet().stream()
                .map(command ->
                        command.getKey() + ": " + shown(command.getValue().argv()))
                .toList();
    }

    private String refused(String locked) {
        return catchThrowableOfType(UserError.class, () -> find(locked))
                .problems()
                .getFirst()
                .message();
    }

    private StartCommand find(String locked) throws IOException {
        file("requirements.txt", "");
        Path root = directory.resolve("project");
        Project project = Projects.read(root, Progress.SILENT);
        Store store = Store.at(directory.resolve("store"));
        var files = FileWalk.read(root, project.configuration().selection(), List.of(), store, Progress.SILENT);
        var versions = List.of(locked.split(", ")).stream()
                .filter(one -> !one.isEmpty())
                .map(one -> one.split(" "))
                .collect(Collectors.toMap(one -> one[0], one -> one[1]));
        return StartCommands.find(project, files, new Contents(store), new TreeMap<>(versions), LAYOUT);
    }

    private void file(String name, String text) throws IOException {
        Path file = directory.resolve("project").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
