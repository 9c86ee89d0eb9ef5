package dev.terrarium.project.start;

import dev.terrarium.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The servers whose options are known here.
 *
 * <p>All of them: every interface, the port from {@code PORT}, as many workers as {@code WEB_CONCURRENCY} says or one, the access
 * log to standard output, an end within {@link #GRACE} seconds, which is less than the ten that engines wait. What they trust of
 * forwarded headers is left as it is.
 */
enum Server {
    UVICORN("uvicorn"),
    HYPERCORN("hypercorn"),
    GUNICORN("gunicorn");

    private static final String GRACE = "8";
    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?.*");

    private final String program;

    Server(String program) {
        this.program = program;
    }

    String program() {
        return program;
    }

    /** The server for an object among the locked packages; the first of those that fit. */
    static Optional<Server> of(ApplicationObject object, SortedMap<String, String> locked) {
        List<Server> fitting =
                object.asgi() ? object.isFactory() ? List.of(UVICORN) : List.of(UVICORN, HYPERCORN) : List.of(GUNICORN);
        return fitting.stream()
                .filter(server -> locked.containsKey(server.program))
                .findFirst();
    }

    List<String> command(ApplicationObject object, String version, int port, TreePath scripts) {
        var argv = new ArrayList<String>();
        argv.add("/" + scripts.resolve(program));
        String portText = "${PORT:-" + port + "}";
        switch (this) {
            case UVICORN -> {
                argv.add(object.isFactory() ? object.target().replace("()", "") : object.target());
                if (object.isFactory()) {
                    argv.add("--factory");
                }
                argv.addAll(List.of("--host", "0.0.0.0", "--port", portText, "--workers", "${WEB_CONCURRENCY:-1}"));
                if (isAtLeast(version, 0, 22)) {
                    argv.addAll(List.of("--timeout-graceful-shutdown", GRACE));
                }
            }
            case HYPERCORN -> {
                argv.add(object.target());
                argv.addAll(List.of("--bind", "0.0.0.0:" + portText, "--workers", "${WEB_CONCURRENCY:-1}"));
                argv.addAll(List.of("--graceful-timeout", GRACE, "--access-logfile", "-", "--error-logfile", "-"));
            }
            case GUNICORN -> {
                argv.add(object.target());
                argv.addAll(List.of("--bind", "0.0.0.0:" + portText, "--workers", "${WEB_CONCURRENCY:-1}"));
                argv.addAll(List.of("--worker-tmp-dir", "/dev/shm", "--graceful-timeout", GRACE));
                argv.addAll(List.of("--access-logfile", "-", "--error-logfile", "-"));
                if (isAtLeast(version, 25, 1)) {
                    // its place would be below HOME, which may be read-only
                    argv.add("--no-control-socket");
                }
            }
        }
        return argv;
    }

    private static boolean isAtLeast(String version, int major, int minor) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return false;
        }
        int actual = Integer.parseInt(parts.group(1));
        int second = Optional.ofNullable(parts.group(2)).map(Integer::parseInt).orElse(0);
        return actual > major || actual == major && second >= minor;
    }
}
