package dev.terrarium.cli.build;

import dev.terrarium.project.configuration.Configuration.Mirror;
import java.net.URI;
import java.util.List;

/**
 * Addresses as recorded, mapped to where this project wants them asked for.
 *
 * <p>A mapped address is asked for at the mirror alone: whoever configures one may not want the original to hear of it.
 *
 * @param mirrors in the order of the configuration; the first whose beginning fits is taken
 */
record Mirrors(List<Mirror> mirrors) {
    Mirrors {
        mirrors = List.copyOf(mirrors);
    }

    URI map(URI recorded) {
        String text = recorded.toString();
        for (Mirror mirror : mirrors) {
            if (text.startsWith(mirror.from())) {
                return URI.create(mirror.to() + text.substring(mirror.from().length()));
            }
        }
        return recorded;
    }
}
