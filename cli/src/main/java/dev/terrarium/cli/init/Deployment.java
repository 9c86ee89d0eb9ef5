package dev.terrarium.cli.init;

import dev.terrarium.cli.build.Detection;
import dev.terrarium.project.start.StartCommand;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What whoever starts the image elsewhere must agree upon with it.
 *
 * @param name of the service: a label of DNS
 * @param image with its tag
 * @param python its interpreter
 * @param grace seconds between the stop signal and the end by force: a little more than the server gives its requests
 */
record Deployment(String name, String image, OptionalInt port, String python, int grace) {
    private static final int LONGEST_LABEL = 63;
    private static final int USUAL_GRACE = 10;
    private static final int MARGIN = 2;
    private static final int LONGEST_GRACE = 3600;
    private static final List<String> GRACEFUL =
            List.of("--timeout-graceful-shutdown", "--graceful-timeout", "--workers-kill-timeout");

    static Deployment of(Detection found) {
        return new Deployment(
                label(found.name().toString().replaceFirst(":.*", "")),
                found.name().toString(),
                found.start().map(StartCommand::port).orElse(OptionalInt.empty()),
                "/" + found.layout().scripts().resolve("python"),
                found.start().map(start -> grace(start.argv())).orElse(USUAL_GRACE));
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
