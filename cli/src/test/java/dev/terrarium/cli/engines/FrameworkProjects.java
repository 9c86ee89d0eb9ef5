package dev.terrarium.cli.engines;

import java.util.List;

/** The table of frameworks: the usual ones, and all others. */
final class FrameworkProjects {
    private static final String FASTAPI = """
            from fastapi import FastAPI

            app = FastAPI()


            @app.get("/")
            def read():
                return "hello"
            """;
    private static final String FLASK = """
            from flask import Flask


            def create_app():
                app = Flask(__name__)
                app.add_url_rule("/", view_func=lambda: "hello")
                return app
            """;
    private static final String STARLETTE = """
            from starlette.applications import Starlette
            from starlette.responses import PlainTextResponse
            from starlette.routing import Route


            async def read(request):
                return PlainTextResponse("hello")


            app = Starlette(routes=[Route("/", read)])
            """;
    private static final String AIOHTTP = """
            from aiohttp import web


            async def read(request):
                return web.Response(text="hello")


            app = web.Application()
            app.router.add_get("/", read)
            """;
    private static final String DJANGO_SETTINGS = """
            SECRET_KEY = "only for a test of a page without sessions"  # noqa
            ALLOWED_HOSTS = ["*"]
            ROOT_URLCONF = "site1.urls"
            DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/tmp/db.sqlite3"}}
            INSTALLED_APPS = ["django.contrib.contenttypes"]
            """;
    private static final String DJANGO_URLS = """
            from django.http import HttpResponse
            from django.urls import path

            urlpatterns = [path("", lambda request: HttpResponse("hello"))]
            """;
    private static final String MANAGE = """
            import os
            import sys

            if __name__ == "__main__":
                os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site1.settings")
                from django.core.management import execute_from_command_line

                execute_from_command_line(sys.argv)
            """;

    static final FrameworkProject DJANGO = django("Django by gunicorn", "gunicorn", "wsgi");
    static final FrameworkProject SPAWNER = FrameworkProject.worker(
                    "a script that leaves processes behind", "", """
            import subprocess
            import sys
            import time

            subprocess.run(["/opt/app/venv/bin/python", "-c", "import os\\nif os.fork() == 0: os._exit(0)"])
            print("ready", flush=True)
            try:
                time.sleep(600)
            finally:
                print("in order", flush=True)
            """, "ready")
            .ending(130, 143);

    static final List<FrameworkProject> USUAL = List.of(
            FrameworkProject.web("FastAPI by uvicorn", "fastapi uvicorn", "main.py", FASTAPI),
            FrameworkProject.web("a Flask factory by gunicorn", "flask gunicorn", "shop/__init__.py", FLASK),
            DJANGO,
            FrameworkProject.worker("Celery without a broker", "celery", """
                    from celery import Celery

                    app = Celery("jobs", broker="memory://")
                    """, "ready."),
            FrameworkProject.web("a Procfile with waitress", "flask waitress", "shop.py", FLASK)
                    .with("Procfile", "web: waitress-serve --port=$PORT --call shop:create_app\n")
                    .ending(143),
            FrameworkProject.web("aiohttp by itself", "aiohttp", "main.py", AIOHTTP),
            FrameworkProject.job("a command of [project.scripts]", "", "tool.py", """
                            def main():
                                print("hello from a script")
                            """, "hello from a script")
                    .with("pyproject.toml", """
                            [project]
                            name = "tool"
                            version = "1"
                            requires-python = ">=3.11"
                            scripts = { tool = "tool:main", other = "tool:other" }
                            """),
            SPAWNER);

    static final List<FrameworkProject> FURTHER = List.of(
            FrameworkProject.web("Starlette by hypercorn", "starlette hypercorn", "app.py", STARLETTE),
            FrameworkProject.web("Starlette by granian", "starlette granian", "app.py", STARLETTE),
            FrameworkProject.web("Flask by granian", "flask granian", "wsgi.py", FLASK),
            FrameworkProject.web("Flask by waitress", "flask waitress", "wsgi.py", FLASK + "\n\napp = create_app()\n")
                    .ending(143),
            FrameworkProject.web("aiohttp by gunicorn", "aiohttp gunicorn", "main.py", AIOHTTP),
            django("Django by daphne", "daphne", "asgi"),
            FrameworkProject.web("Litestar by uvicorn", "litestar uvicorn", "app.py", """
                    from litestar import Litestar, get


                    @get("/")
                    async def read() -> str:
                        return "hello"


                    app = Litestar([read])
                    """),
            FrameworkProject.web("Quart by hypercorn", "quart", "app.py", """
                    from quart import Quart

                    app = Quart(__name__)


                    @app.get("/")
                    async def read():
                        return "hello"
                    """),
            FrameworkProject.web("Sanic", "sanic", "server.py", """
                    from sanic import Sanic
                    from sanic.response import text

                    app = Sanic("shop")


                    @app.get("/")
                    async def read(request):
                        return text("hello")
                    """),
            FrameworkProject.web("Tornado", "tornado", "main.py", """
                    import tornado.web


                    class Page(tornado.web.RequestHandler):
                        def get(self):
                            self.write("hello")


                    def make_app():
                        return tornado.web.Application([("/", Page)])
                    """),
            FrameworkProject.worker("Dramatiq", "dramatiq", """
                    import dramatiq
                    from dramatiq.brokers.stub import StubBroker

                    dramatiq.set_broker(StubBroker())


                    @dramatiq.actor
                    def work():
                        pass
                    """, "Worker process is ready for action."),
            FrameworkProject.job("RQ without Redis", "rq", "jobs.py", """
                    import rq


                    def work():
                        return rq.__name__
                    """, "6379")
                    .ending(0, 1),
            FrameworkProject.web("gRPC", "grpcio", "server.py", """
                            from concurrent.futures import ThreadPoolExecutor
                            import os

                            import grpc

                            if __name__ == "__main__":
                                server = grpc.server(ThreadPoolExecutor(2))
                                server.add_insecure_port("[::]:" + os.environ.get("PORT", "50051"))
                                server.start()
                                print("grpc listens", flush=True)
                                server.wait_for_termination()
                            """)
                    .inLog("grpc listens")
                    .ending(143, 130),
            FrameworkProject.web("Streamlit", "streamlit", "app.py", "import streamlit as st\n\nst.write('hello')\n")
                    .answering("/_stcore/health", "ok"),
            FrameworkProject.web("Gradio", "gradio", "app.py", """
                            import gradio as gr

                            demo = gr.Interface(lambda text: text, "text", "text", title="hello")

                            if __name__ == "__main__":
                                demo.launch()
                            """).ending(143, 130),
            FrameworkProject.job(
                    "a package with __main__",
                    "",
                    "report/__main__.py",
                    "print('hello from a package')\n",
                    "hello from a"),
            FrameworkProject.job("a command line of its own", "click", "airline.py", """
                            import click


                            @click.group(invoke_without_command=True)
                            def main():
                                print("hello from the group")


                            @main.command()
                            def land():
                                print("landed")
                            """, "hello from the group")
                    .with("pyproject.toml", """
                            [project]
                            name = "airline"
                            version = "1"
                            requires-python = ">=3.11"
                            dependencies = ["click"]
                            scripts = { airline = "airline:main" }
                            """));

    private FrameworkProjects() {}

    private static FrameworkProject django(String name, String server, String protocol) {
        return FrameworkProject.web(
                        name, "django " + server, "site1/" + protocol + ".py", """
                        import os

                        from django.core.PROTOCOL import get_PROTOCOL_application

                        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site1.settings")
                        application = get_PROTOCOL_application()
                        """.replace("PROTOCOL", protocol))
                .with("site1/__init__.py", "")
                .with("site1/settings.py", DJANGO_SETTINGS)
                .with("site1/urls.py", DJANGO_URLS)
                .with("manage.py", MANAGE);
    }
}
