package dev.terrarium.cli.engines;

import dev.terrarium.testkit.engine.LocalPort;
import java.nio.file.Path;
import java.util.Optional;

/** One of the applications in {@code examples/}, and what shows that it works. */
enum Example {
    FLASK_APP("flask-app", "/slug?text=Cr%C3%A8me%20br%C3%BBl%C3%A9e", "creme-brulee", "GET /slug", true),
    SCRIPT("script", "/", "uptime", "listening on ", false),
    DJANGO_SITE("django-site", "/clock", "+0", "GET /clock", true),
    FASTAPI_SERVICE("fastapi-service", "/healthz", "ok", "GET /healthz", true);

    private final String folder;
    private final String path;
    private final String answer;
    private final String logged;
    private final boolean hasWorkers;

    Example(String folder, String path, String answer, String logged, boolean hasWorkers) {
        this.folder = folder;
        this.path = path;
        this.answer = answer;
        this.logged = logged;
        this.hasWorkers = hasWorkers;
    }

    String folder() {
        return folder;
    }

    /** Where its sources are in the checkout. */
    Path sources() {
        Path directory = Path.of("").toAbsolutePath();
        while (!directory.resolve("LICENSE").toFile().exists()) {
            directory = Optional.ofNullable(directory.getParent()).orElseThrow();
        }
        return directory.resolve("examples").resolve(folder);
    }

    /** Asks it, and fails unless the answer is right. */
    void ask(LocalPort port) {
        require(port.get(path), answer);
        if (this == FASTAPI_SERVICE) {
            require(port.post("/statistics", "{\"prices\": [1, 2, 6], \"window\": 2}"), "\"mean\":3.0");
        }
    }

    private static void require(String body, String answer) {
        if (!body.contains(answer)) {
            throw new AssertionError("`" + answer + "` is not in the answer:\n" + body);
        }
    }

    /** What is in the log once it was asked. */
    String logged() {
        return logged;
    }

    /** Whether {@code WEB_CONCURRENCY} means something to it. */
    boolean hasWorkers() {
        return hasWorkers;
    }
}
