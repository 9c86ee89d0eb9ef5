package dev.terrarium.python.lockfile;

import dev.terrarium.http.ShownUri;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Addresses and paths of files as locks write them. */
final class FilePlace {
    private FilePlace() {}

    /** The file's name: the last part of an address or path, percent-decoded, without query and fragment. */
    static String nameIn(String location) {
        String plain = before('?', before('#', location));
        String last = plain.substring(plain.lastIndexOf('/') + 1);
        if (last.indexOf('%') < 0) {
            return last;
        }
        try {
            return URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return last;
        }
    }

    /** An address that can be asked, without credentials; a hint only, so that a senseless one is none. */
    static Optional<URI> address(String url) {
        try {
            URI uri = URI.create(before('#', url));
            boolean local = "file".equals(uri.getScheme()) && uri.getPath() != null;
            return local || uri.getHost() != null ? Optional.of(ShownUri.withoutUser(uri)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @param directory where the lock lies: paths in it are relative to it */
    static Optional<URI> beside(String path, Path directory) {
        try {
            return Optional.of(directory.resolve(path).normalize().toUri());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String before(char stop, String text) {
        int at = text.indexOf(stop);
        return at < 0 ? text : text.substring(0, at);
    }
}
