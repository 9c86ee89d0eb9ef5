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

            `command`; else a framework's application object with a server that is in the lock (FastAPI, Starlette: uvicorn or hypercorn; Flask,
            Django: gunicorn); else the only entry of `[project.scripts]`; else a `__main__`. Two candidates of one rank are an error that
            lists them, with the line to write. `terrarium plan` shows what was found and why.

            The server listens on `0.0.0.0` and on `$PORT`, 8000 when it is not set; `env = { PORT = "9000" }` moves that default.

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
