package dev.terrarium.project.configuration;

import static dev.terrarium.project.configuration.ConfigurationKey.Type.FLAG;
import static dev.terrarium.project.configuration.ConfigurationKey.Type.LISTS;
import static dev.terrarium.project.configuration.ConfigurationKey.Type.MAP;
import static dev.terrarium.project.configuration.ConfigurationKey.Type.STRING;
import static dev.terrarium.project.configuration.ConfigurationKey.Type.STRINGS;
import static dev.terrarium.project.configuration.ConfigurationKey.Type.TABLE;
import static dev.terrarium.project.configuration.ConfigurationKey.Type.TABLES;

import java.util.List;
import java.util.Map;

/**
 * All keys that there are, once: reading, the reference page and the schema for editors follow from this list, so that none of
 * them can say something else than the others.
 */
final class ConfigurationKeys {

    static final ConfigurationKey HEALTH = ConfigurationKey.of(
                    "health",
                    TABLE,
                    "the port answers, where one is known",
                    "How an engine finds out whether a container is well: by Python, since there is no curl in the image. "
                            + "Kubernetes ignores it, and has probes of its own.",
                    "[tool.terrarium.health]\npath = \"/healthz\"")
            .holding(
                    ConfigurationKey.of("check", FLAG, "`true`", "Whether there is a check at all.", "check = false"),
                    ConfigurationKey.of(
                                    "path",
                                    STRING,
                                    "none",
                                    "What to ask the port for, with `Host: localhost`; every answer below 400 is good.",
                                    "path = \"/healthz\"")
                            .shaped(ConfigurationKey.Shape.of("/[!-~]*", "a path like `/healthz`")),
                    ConfigurationKey.of(
                            "command",
                            STRINGS,
                            "none",
                            "A program to run instead, and its arguments; it ends with 0 when all is well.",
                            "command = [\"python\", \"-m\", \"shop.check\"]"));

    static final ConfigurationKey MIRROR = ConfigurationKey.of(
                    "mirror",
                    TABLES,
                    "none",
                    "Where to look instead: a recorded URL that begins with `from` is asked for at `to`. What comes back is "
                            + "held against the same hash.",
                    "[[tool.terrarium.mirror]]\nfrom = \"https://index.example/\"\nto = \"https://mirror.example/\"")
            .holding(
                    ConfigurationKey.of(
                                    "from",
                                    STRING,
                                    "required",
                                    "How recorded URLs begin.",
                                    "from = \"https://a.example/\"")
                            .shaped(SourceKeys.URL),
                    ConfigurationKey.of(
                                    "to",
                                    STRING,
                                    "required",
                                    "What to put in its place.",
                                    "to = \"https://b.example/\"")
                            .shaped(SourceKeys.URL));

    /** In the order of the reference: what is decided first stands first. */
    static final List<ConfigurationKey> ALL = List.of(
            ConfigurationKey.of(
                            "os",
                            STRING,
                            "`debian:trixie` where its Python fits, else `debian:bookworm`",
                            "The operating system that the image is assembled from. What is no release of Debian is never chosen "
                                    + "unless it is named.",
                            "os = \"debian:trixie\"")
                    .shaped(Shapes.SUITE),
            ConfigurationKey.of(
                            "python",
                            STRING,
                            "from `.python-version` and `requires-python`",
                            "The version of CPython.",
                            "python = \"3.13\"")
                    .shaped(Shapes.VERSION),
            ConfigurationKey.of(
                            "platforms",
                            STRINGS,
                            "the platform of this machine",
                            "What the image runs on; more than one makes an index.",
                            "platforms = [\"linux/amd64\"]")
                    .shaped(Shapes.PLATFORM),
            ConfigurationKey.of(
                            "org",
                            STRING,
                            "`app`",
                            "The directory below `/opt` that holds everything of ours; images that share it share layers.",
                            "org = \"acme\"")
                    .shaped(Shapes.PREFIX),
            ConfigurationKey.of(
                    "command",
                    STRINGS,
                    "found in the project, see below",
                    "How the application starts, a program and its arguments; no shell reads it. Only `${PORT}`, "
                            + "`${WEB_CONCURRENCY}` and `${FORWARDED_ALLOW_IPS}` are replaced, each with a default as in "
                            + "`${PORT:-8000}`; variables may stand before the program as `NAME=value`.",
                    "command = [\"uvicorn\", \"shop.main:app\", \"--host\", \"0.0.0.0\", \"--port\", \"${PORT:-8000}\"]"),
            ConfigurationKey.of(
                    "commands",
                    LISTS,
                    "found in the project, see below",
                    "Further commands of the image by name, over those that are found: `docker run IMAGE migrate` runs the one "
                            + "that is called `migrate`.",
                    "[tool.terrarium.commands]\nmigrate = [\"python\", \"manage.py\", \"migrate\"]"),
            HEALTH,
            ConfigurationKey.of(
                    "env",
                    MAP,
                    "none",
                    "Variables of the image, for what is the same wherever it runs. Secrets and what differs between places "
                            + "are given when the container starts.",
                    "env = { DJANGO_SETTINGS_MODULE = \"shop.settings\" }"),
            ConfigurationKey.of(
                    "labels",
                    MAP,
                    "none",
                    "Labels of the image, over those that are found in the project and in git.",
                    "labels = { \"org.opencontainers.image.vendor\" = \"Acme\" }"),
            ConfigurationKey.of(
                            "extras",
                            STRINGS,
                            "none",
                            "Optional dependencies of the project that go in.",
                            "extras = [\"postgres\"]")
                    .shaped(Shapes.NAME),
            ConfigurationKey.of(
                            "groups",
                            STRINGS,
                            "none, whatever the lock's tool installs by default",
                            "Dependency groups that go in.",
                            "groups = [\"metrics\"]")
                    .shaped(Shapes.NAME),
            ConfigurationKey.of(
                            "include",
                            STRINGS,
                            "none",
                            "Files that go in although they are ignored: built assets, for example. Patterns as in `.gitignore`.",
                            "include = [\"/shop/static/dist/\"]")
                    .shaped(Shapes.PATTERN),
            ConfigurationKey.of(
                            "exclude",
                            STRINGS,
                            "none",
                            "Files that stay out although they are not ignored; stronger than `include`. Patterns as in "
                                    + "`.gitignore`.",
                            "exclude = [\"/docs/\", \"*.ipynb\"]")
                    .shaped(Shapes.PATTERN),
            ConfigurationKey.of(
                            "allow-secret",
                            TABLES,
                            "none",
                            "Files that may go in although secrets are in them; without it a key, a token or a login refuses the build. "
                                    + "One that is of no use is told.",
                            "[[tool.terrarium.allow-secret]]\npath = \"/shop/sandbox.pem\"\nreason = \"opens the payment sandbox only\"")
                    .holding(
                            ConfigurationKey.of(
                                            "path",
                                            STRING,
                                            "required",
                                            "Which files. A pattern as in `.gitignore`.",
                                            "path = \"/shop/sandbox.pem\"")
                                    .shaped(Shapes.PATTERN),
                            ConfigurationKey.of(
                                            "reason",
                                            STRING,
                                            "required",
                                            "Why whoever has the image may see them.",
                                            "reason = \"opens the payment sandbox only\"")
                                    .shaped(ConfigurationKey.Shape.of("(?s).*\\S.*", "a sentence"))),
            ConfigurationKey.of(
                            "prune",
                            STRINGS,
                            "none",
                            "What of packages stays out where nothing that goes in can reach it: `tests` (test suites), `docs` "
                                    + "(documentation, manual pages), `typing` (stubs for type checkers).",
                            "prune = [\"tests\", \"docs\"]")
                    .shaped(Shapes.PRUNED),
            ConfigurationKey.of(
                            "packages",
                            STRINGS,
                            "none",
                            "Packages of the operating system that go in, with what they need.",
                            "packages = [\"libmagic1t64\"]")
                    .shaped(Shapes.PACKAGE),
            ConfigurationKey.of(
                            "without-libraries",
                            STRINGS,
                            "none",
                            "Libraries and programs that wheels ask for and the image shall not have: by soname, or by the "
                                    + "program's name.",
                            "without-libraries = [\"libnvinfer.so.10\", \"ffmpeg\"]")
                    .shaped(Shapes.LIBRARY),
            ConfigurationKey.of(
                    "shell",
                    FLAG,
                    "`false`",
                    "Whether there is a shell with the usual small programs.",
                    "shell = true"),
            ConfigurationKey.of(
                    "security",
                    FLAG,
                    "`true`",
                    "Whether security updates of the operating system are required; without a source of them the build "
                            + "fails.",
                    "security = false"),
            ConfigurationKey.of(
                    "allow-expired-index",
                    FLAG,
                    "`false`",
                    "Whether an index of the archive may be used after its date; recorded in `terrarium.lock`.",
                    "allow-expired-index = true"),
            ConfigurationKey.of(
                    "wheel-conflicts",
                    MAP,
                    "none",
                    "Which package's file stays where two install different ones: the file's path below `site-packages`, and "
                            + "the package.",
                    "wheel-conflicts = { \"tests/__init__.py\" = \"httpx\" }"),
            ImageKeys.IMAGE,
            SourceKeys.INTERPRETER,
            SourceKeys.SOURCES,
            MIRROR);

    /** Names that a later version gives a meaning, and what to tell who uses one now. */
    static final Map<String, String> LATER = Map.of(
            "base", "write `os = \"debian:trixie\"` to assemble the operating system from packages, or leave it out");

    private ConfigurationKeys() {}
}
