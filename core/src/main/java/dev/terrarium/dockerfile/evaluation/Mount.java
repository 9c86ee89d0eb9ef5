package dev.terrarium.dockerfile.evaluation;

import dev.terrarium.dockerfile.Flag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A mount of a {@code RUN}.
 *
 * @param type {@code bind}, {@code cache}, {@code tmpfs}, {@code secret} or {@code ssh}
 * @param options the others, by their canonical keys
 * @see <a href="https://docs.docker.com/reference/dockerfile/#run---mount">Dockerfile reference, RUN --mount</a>
 */
public record Mount(String type, Map<String, String> options, Flag flag) {
    private static final Map<String, String> ALIASES =
            Map.of("dst", "target", "destination", "target", "src", "source", "ro", "readonly", "rw", "readwrite");

    public Mount {
        options = Map.copyOf(options);
    }

    static Mount of(Flag flag) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : flag.value().orElse("").split(",")) {
            int equals = option.indexOf('=');
            String key = equals < 0 ? option : option.substring(0, equals);
            options.put(ALIASES.getOrDefault(key, key), equals < 0 ? "true" : option.substring(equals + 1));
        }
        String type = options.remove("type");
        return new Mount(type == null ? "bind" : type, options, flag);
    }

    /** Where it appears in the container. */
    public Optional<String> target() {
        return Optional.ofNullable(options.get("target"));
    }

    /** The stage, image or context that a bind or cache mount shows. */
    public Optional<String> from() {
        return Optional.ofNullable(options.get("from"));
    }
}
