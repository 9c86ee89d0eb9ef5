package dev.terrarium.project.configuration;

/** The page {@code docs/configuration.md}, written from the list of keys. */
final class ConfigurationReference {
    private static final String HEAD = """
            # Configuration

            Everything here is optional: a project with a lock builds without any of it. Keys stand in `pyproject.toml` under
            `[tool.terrarium]`, or without that header in a file `terrarium.toml` beside it; to have both is an error. An unknown key is
            an error too. A [JSON Schema](schemas/configuration.json) lets editors complete and check them.

            This page is written from the program's own list of keys; a test holds the two together.

            | key | type | default |
            |---|---|---|
            """;

    private static final String TAIL = """
            ## How the start command is found

            `command`; else a `Procfile`'s `web` or only line; else an application object with a server that is in the lock; else a script
            of Streamlit or Gradio; else a worker; else the only entry of `[project.scripts]`, or the one that is called like the project;
            else a main module, of several the only one that serves; else Airflow's own program. Sources are read, never run. Two
            candidates of one rank are an error that lists them, with the line to write. `terrarium plan` shows what was found and why.

            | what is found | started with |
            |---|---|
            | FastAPI, Starlette, Litestar, Quart, Django's `asgi.py` | uvicorn, hypercorn, granian or daphne, the first that is locked |
            | Flask, Django's `wsgi.py` | gunicorn, granian or waitress |
            | aiohttp | gunicorn with aiohttp's worker, else aiohttp itself |
            | Sanic, Tornado, Streamlit, Gradio | themselves |
            | Celery, Dramatiq, RQ | their worker; with a web application it is the command `worker` |
            | gRPC, scripts, `__main__.py` | Python |
            | Airflow | `airflow api-server`; `scheduler`, `triggerer` and the rest are commands |

            uWSGI has no wheels and is not guessed: who locks it (or `pyuwsgi`) is told the line to write.

            ## How servers are told to run

            On `0.0.0.0` and on `$PORT`, 8000 when it is not set; `env = { PORT = "9000" }` moves that default. With as many workers as
            `WEB_CONCURRENCY` says; else, where the container has a CPU quota, as many as it has CPUs and each finds 256 MiB of its memory
            limit (control groups of version 2 and 1); else one. gunicorn's heartbeat is in memory, and its workers have four threads.
            Logs go to the standard streams, and running requests get 8 seconds after SIGTERM, so the grace period of whoever stops the
            container should be 10 seconds or more. With a quota the launcher sets `PYTHON_CPU_COUNT` and the thread counts of OpenMP,
            OpenBLAS, MKL, NumExpr and Polars too, unless they are set. A line of a Procfile keeps what it says, and gets the rest. A
            `command` is taken as it is.

            Forwarded headers (`X-Forwarded-Proto`…) are believed from nobody but the same host, unless `FORWARDED_ALLOW_IPS` names the
            proxies when the container starts; uvicorn, gunicorn and waitress heed it.

            ## Further commands

            `docker run IMAGE migrate` runs the command `migrate` of the image, `docker run IMAGE python …` any program. Found are:
            `migrate` (Django, Alembic, Flask-Migrate, Airflow), `worker` and `beat`, `shell` (Django's, Flask's or Python's), the other
            lines of a Procfile, and the entries of `[project.scripts]`. `plan` and `inspect` list them, and the image's label
            `dev.terrarium.commands` holds them. Migrations never run at the start of a server.

            ## Process 1 and health

            The launcher becomes the server. Only where that would not heed SIGTERM as process 1, or leaves processes behind, does it
            stay as an init: it passes signals on and waits for orphans. `plan` says when and why.

            Where the port is known, engines ask every half a minute whether it answers; `health` says what to ask instead. Kubernetes
            ignores this member of the image: write probes there, `httpGet` or `tcpSocket` on the same port.

            ## What goes in

            A project's files without what `.gitignore` names, and without what never belongs into an image: version control, virtual
            environments, caches, editors' files, `.env` files and keys, images and layouts. `include` brings ignored files back, but not secrets;
            `exclude` takes more out.

            ## What `env` refuses

            Names that look like secrets, URLs with passwords, switches that turn debugging on, installers' settings, and what the image's
            layout decides (`PATH`, `HOME`, most of `PYTHON…`). Of Python's own variables these may be set: `PYTHONWARNINGS`,
            `PYTHONMALLOC`, `PYTHONUTF8`, `PYTHONINTMAXSTRDIGITS`, `PYTHONPERFSUPPORT`, `PYTHON_CPU_COUNT`, `PYTHON_GIL`, `PYTHON_JIT`,
            `PYTHON_CONTEXT_AWARE_WARNINGS`, `PYTHON_THREAD_INHERIT_CONTEXT`.
            """;

    private final StringBuilder out = new StringBuilder(HEAD);

    private ConfigurationReference() {}

    static String write() {
        var page = new ConfigurationReference();
        ConfigurationKeys.ALL.forEach(key -> page.row(key, ""));
        ConfigurationKeys.ALL.forEach(page::section);
        return page.out.append('\n').append(TAIL).toString();
    }

    private void row(ConfigurationKey key, String above) {
        out.append("| `").append(above).append(key.name()).append("` | ");
        out.append(key.type().words()).append(" | ").append(key.defaultText()).append(" |\n");
        key.members().forEach(member -> row(member, key.name() + "."));
    }

    private void section(ConfigurationKey key) {
        out.append("\n## `")
                .append(key.name())
                .append("`\n\n")
                .append(key.description())
                .append('\n');
        key.shape()
                .ifPresent(shape ->
                        out.append("\nEach value is ").append(shape.words()).append(".\n"));
        for (ConfigurationKey member : key.members()) {
            out.append("\n* `").append(member.name()).append("`: ").append(member.description());
            member.shape()
                    .ifPresent(
                            shape -> out.append(" It is ").append(shape.words()).append('.'));
        }
        out.append(key.members().isEmpty() ? "" : "\n");
        out.append("\n```toml\n").append(key.example()).append("\n```\n");
    }
}
