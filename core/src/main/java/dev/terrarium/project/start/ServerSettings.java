package dev.terrarium.project.start;

import dev.terrarium.project.start.Framework.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server is told to run well in a container, whatever the application: every interface, the port from {@code PORT}, as many
 * workers as the launcher finds right, logs on the standard streams, an end within {@link #GRACE} seconds, which is less than the
 * ten that engines wait.
 *
 * <p>Whose forwarded headers are believed is for whoever runs the container to say, by {@code FORWARDED_ALLOW_IPS}; uvicorn and
 * gunicorn read it themselves, waitress is told, Hypercorn, Granian and Daphne have no such setting. Nobody is believed by default
 * but the same host.
 */
final class ServerSettings {
    private static final String GRACE = "8";
    private static final String WORKERS = "${WEB_CONCURRENCY:-1}";
    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?.*");
    /** Options that say the same, so that one of them is enough. */
    private static final List<Set<String>> SAME = List.of(
            Set.of("--host", "-h", "-H", "--bind", "-b", "--listen", "--uds", "--fd", "--unix", "-s"),
            Set.of("--port", "-p", "-P", "--bind", "-b", "--listen", "--uds", "--fd", "--unix"),
            Set.of("--workers", "-w", "--fast", "--single-process"),
            Set.of("--threads", "--worker-class", "-k"),
            Set.of("--access-logfile", "--access-log", "--no-access-log"),
            Set.of("--error-logfile", "--log-file"));

    private final Server server;
    private final String version;
    private final String port;

    /** @param version of the locked package; empty when it is not locked */
    ServerSettings(Server server, String version, int port) {
        this.server = server;
        this.version = version;
        this.port = "${PORT:-" + port + "}";
    }

    /** The server's arguments for an object: what to serve, and all settings. */
    List<String> arguments(ApplicationObject object) {
        var arguments = new ArrayList<String>();
        switch (server) {
            case UVICORN, SANIC -> {
                arguments.add(object.uncalled());
                addIf(object.isFactory(), arguments, "--factory");
            }
            case GRANIAN -> {
                arguments.add(object.uncalled());
                addIf(object.isFactory(), arguments, "--factory");
                arguments.addAll(List.of("--interface", object.protocol() == Protocol.ASGI ? "asgi" : "wsgi"));
            }
            case WAITRESS -> {
                // it reads no option behind the application
                settings().forEach((name, value) -> arguments.add(joined(name, value)));
                addIf(object.isFactory(), arguments, "--call");
                arguments.add(object.uncalled());
                return arguments;
            }
            case GUNICORN -> {
                arguments.add(object.target());
                if (object.protocol() == Protocol.AIOHTTP) {
                    arguments.addAll(List.of("--worker-class", "aiohttp.GunicornWebWorker"));
                }
            }
            case HYPERCORN, DAPHNE -> arguments.add(object.target());
            case AIOHTTP, TORNADO -> {
                return List.of(server.distribution(), object.target(), port);
            }
        }
        return completed(arguments);
    }

    /** Arguments that somebody wrote, and the settings that they leave open. */
    List<String> completed(List<String> written) {
        var complete = new ArrayList<>(written);
        var said = new ArrayList<String>();
        written.forEach(word -> said.add(word.contains("=") ? word.substring(0, word.indexOf('=')) : word));
        settings().forEach((name, value) -> {
            boolean open = !said.contains(name)
                    && SAME.stream()
                            .filter(same -> same.contains(name))
                            .flatMap(Set::stream)
                            .noneMatch(said::contains);
            if (open && server == Server.WAITRESS) {
                complete.addFirst(joined(name, value));
            } else if (open) {
                complete.add(name);
                addIf(!value.isEmpty(), complete, value);
            }
        });
        return List.copyOf(complete);
    }

    private static String joined(String name, String value) {
        return value.isEmpty() ? name : name + "=" + value;
    }

    private static void addIf(boolean condition, List<String> arguments, String word) {
        if (condition) {
            arguments.add(word);
        }
    }

    private Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        switch (server) {
            case UVICORN -> {
                hostAndPort(settings);
                settings.put("--workers", WORKERS);
                if (isAtLeast(0, 22)) {
                    settings.put("--timeout-graceful-shutdown", GRACE);
                }
            }
            case HYPERCORN -> {
                settings.put("--bind", "0.0.0.0:" + port);
                settings.put("--workers", WORKERS);
                settings.put("--graceful-timeout", GRACE);
                logFiles(settings);
            }
            case GUNICORN -> {
                settings.put("--bind", "0.0.0.0:" + port);
                settings.put("--workers", WORKERS);
                // so that one slow answer does not keep a probe waiting
                settings.put("--threads", "4");
                settings.put("--worker-tmp-dir", "/dev/shm");
                settings.put("--graceful-timeout", GRACE);
                logFiles(settings);
                if (isAtLeast(25, 1)) {
                    // its place would be below HOME, which may be read-only
                    settings.put("--no-control-socket", "");
                }
            }
            case GRANIAN -> {
                hostAndPort(settings);
                settings.put("--workers", WORKERS);
                if (isAtLeast(2, 0)) {
                    settings.put("--workers-kill-timeout", GRACE);
                }
                settings.put("--access-log", "");
            }
            case DAPHNE -> {
                settings.put("-b", "0.0.0.0");
                settings.put("-p", port);
                settings.put("--access-log", "-");
            }
            case WAITRESS -> {
                hostAndPort(settings);
                settings.put("--trusted-proxy", "${FORWARDED_ALLOW_IPS:-127.0.0.1}");
                settings.put("--trusted-proxy-headers", "x-forwarded-for x-forwarded-proto");
                settings.put("--clear-untrusted-proxy-headers", "");
            }
            case SANIC -> {
                hostAndPort(settings);
                settings.put("--workers", WORKERS);
                settings.put("--no-motd", "");
            }
            case AIOHTTP, TORNADO -> {}
        }
        return settings;
    }

    private void hostAndPort(Map<String, String> settings) {
        settings.put("--host", "0.0.0.0");
        settings.put("--port", port);
    }

    private static void logFiles(Map<String, String> settings) {
        settings.put("--access-logfile", "-");
        settings.put("--error-logfile", "-");
    }

    private boolean isAtLeast(int major, int minor) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return false;
        }
        int actual = Integer.parseInt(parts.group(1));
        int second = Optional.ofNullable(parts.group(2)).map(Integer::parseInt).orElse(0);
        return actual > major || actual == major && second >= minor;
    }
}
