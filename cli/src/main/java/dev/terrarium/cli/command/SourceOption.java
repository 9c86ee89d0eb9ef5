package dev.terrarium.cli.command;

import dev.terrarium.cli.line.UsageError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** The value of {@code --source}: a name and an address. Indexes of Python packages have their usual variables. */
final class SourceOption {
    private static final List<String> NAMES = List.of("debian", "ubuntu");

    private SourceOption() {}

    /** The archive of the image's system, by whichever name. */
    static URI archive(String written) {
        int equals = written.indexOf('=');
        if (equals < 0 || !NAMES.contains(written.substring(0, equals))) {
            throw refused(written);
        }
        try {
            URI uri = new URI(written.substring(equals + 1));
            if (uri.getHost() != null
                    && uri.getScheme() != null
                    && uri.getScheme().matches("https?")) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw refused(written);
        }
        throw refused(written);
    }

    /** The address is not repeated: it may hold a password. */
    private static UsageError refused(String written) {
        String name = written.contains("=") ? written.substring(0, written.indexOf('=')) : written;
        return new UsageError(
                NAMES.contains(name)
                        ? "`--source " + name + "=…` needs an address that begins with http:// or https://"
                        : "`--source` knows no source `" + name + "`",
                "write `--source debian=https://debian.example/debian`");
    }
}
