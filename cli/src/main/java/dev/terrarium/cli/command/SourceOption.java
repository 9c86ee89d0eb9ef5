package dev.terrarium.cli.command;

import dev.terrarium.cli.line.UsageError;
import java.net.URI;
import java.net.URISyntaxException;

/** The value of {@code --source}: a name and an address. Indexes of Python packages have their usual variables. */
final class SourceOption {
    private SourceOption() {}

    static URI debian(String written) {
        String name = "debian=";
        if (!written.startsWith(name)) {
            throw refused(written);
        }
        try {
            URI uri = new URI(written.substring(name.length()));
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
                name.equals("debian")
                        ? "`--source debian=…` needs an address that begins with http:// or https://"
                        : "`--source` knows no source `" + name + "`",
                "write `--source debian=https://debian.example/debian`");
    }
}
