package dev.terrarium.sandbox;

import dev.terrarium.oci.Layer;
import dev.terrarium.tree.TreePath;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One start of an image as data: what an engine would be told, and what to look for.
 *
 * <p>Not an {@link Exec}: that is a pure function from trees to outputs, which is remembered. A trial leaves nothing behind, and what
 * it shows, times and memory, is of this machine.
 *
 * @param layers of the image, from the bottom up
 * @param argv entry point and command
 * @param environment the image's
 * @param python the image's interpreter by its absolute path
 * @param module imported first, if it is known
 * @param port on which an answer is expected; any port or none when it is not known
 * @param stopSignal its number
 */
public record Trial(
        List<Layer> layers,
        List<String> argv,
        Map<String, String> environment,
        TreePath workingDirectory,
        String python,
        Optional<String> module,
        OptionalInt port,
        int stopSignal,
        Patience patience) {
    /**
     * How long each part may take.
     *
     * @param start from the start to the first answer; an import gets as much
     * @param settle what listens nowhere must stay up so long
     * @param stop from the signal to the end
     */
    public record Patience(Duration start, Duration settle, Duration stop) {
        /** Engines give ten seconds to end, orchestrators thirty. */
        public static final Patience USUAL =
                new Patience(Duration.ofSeconds(60), Duration.ofSeconds(3), Duration.ofSeconds(10));
    }

    public Trial {
        layers = List.copyOf(layers);
        argv = List.copyOf(argv);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        if (argv.isEmpty() || !python.startsWith("/")) {
            throw new IllegalArgumentException("a trial starts a program and knows its interpreter");
        }
    }
}
