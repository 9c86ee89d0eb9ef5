package dev.terrarium.cli.init;

import dev.terrarium.cli.build.Detection;
import dev.terrarium.project.start.Launcher;
import dev.terrarium.project.start.StartCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What whoever starts the image elsewhere must agree upon with it.
 *
 * @param name of the service: a label of DNS
 * @param image with its tag
 * @param command one of the image's by its name; its main one if empty
 * @param health what says in the container whether it works; may be empty
 * @param path that answers 200 when it works, if the configuration names one
 * @param grace seconds between the stop signal and the end by force: a little more than the server gives its requests
 */
record Deployment(
        String name,
        String image,
        Optional<String> command,
        OptionalInt port,
        List<String> health,
        Optional<String> path,
        int grace) {
    private static final int LONGEST_LABEL = 63;
    private static final int USUAL_GRACE = 10;
    private static final int MARGIN = 2;
    private static final int LONGEST_GRACE = 3600;
    private static final List<String> BESIDE = List.of("worker", "beat", "scheduler", "clock");
    private static final List<String> GRACEFUL =
            List.of("--timeout-graceful-shutdown", "--graceful-timeout", "--workers-kill-timeout");

    Deployment {
        health = List.copyOf(health);
    }

    /** The image as it starts by itself, then each of its commands that runs beside it for as long. */
    static List<Deployment> all(Detection found) {
        String image = found.name().toString();
        String name = label(image.replaceFirst(":.*", ""));
        OptionalInt port = found.start().map(StartCommand::port).orElse(OptionalInt.empty());
        var all = new ArrayList<Deployment>();
        all.add(new Deployment(
                name,
                image,
                Optional.empty(),
                port,
                health(found, port),
                found.project().configuration().container().health().path(),
                found.start().map(start -> grace(start.argv())).orElse(USUAL_GRACE)));
        found.start().map(StartCommand::commands).orElse(new TreeMap<>()).forEach((command, it) -> {
            if (BESIDE.contains(command)) {
                all.add(new Deployment(
                        label(name + "-" + command),
                        image,
                        Optional.of(command),
                        OptionalInt.empty(),
                        List.of(),
                        Optional.empty(),
                        grace(it.argv())));
            }
        });
        return all;
    }

    private static List<String> health(Detection found, OptionalInt port) {
        var health = found.project().configuration().container().health();
        if (!health.check() || !health.command().isEmpty()) {
            return health.check() ? health.command() : List.of();
        }
        return port.stream()
                .mapToObj(number -> Launcher.health(found.layout(), number, health.path()).stream()
                        .map(word -> word.replace("${PORT:-" + number + "}", Integer.toString(number)))
                        .toList())
                .findFirst()
                .orElse(List.of());
    }

    private static String label(String text) {
        String label =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[-0-9]+", "");
        String cut = label.substring(0, Math.min(label.length(), LONGEST_LABEL)).replaceAll("-+$", "");
        return cut.isEmpty() ? "app" : cut;
    }

    private static int grace(List<String> argv) {
        for (int i = 0; i + 1 < argv.size(); i++) {
            if (GRACEFUL.contains(argv.get(i)) && argv.get(i + 1).matches("[0-9]{1,4}")) {
                return Math.min(LONGEST_GRACE, Integer.parseInt(argv.get(i + 1)) + MARGIN);
            }
        }
        return USUAL_GRACE;
    }
}
