package dev.terrarium.python.index;

import dev.terrarium.http.ShownUri;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Malformed;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What pages in JSON and in HTML have in common: how links, hashes and versions of the format are read. */
final class PageReader {
    /** The largest known pages have a few megabytes. */
    static final int LARGEST = 64 << 20;

    static final int MOST_FILES = 200_000;

    private PageReader() {}

    /**
     * Where a link leads, without fragment and user; empty when it leads where no page may send us: a page that came over the
     * network must not name files of this machine.
     */
    static Optional<URI> resolved(URI page, String link) {
        try {
            String plain = link.indexOf('#') < 0 ? link : link.substring(0, link.indexOf('#'));
            URI target = page.resolve(plain.strip().replace(" ", "%20"));
            String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
            boolean network = List.of("http", "https").contains(scheme) && target.getHost() != null;
            boolean local = scheme.equals("file") && "file".equalsIgnoreCase(page.getScheme());
            return network || local ? Optional.of(network ? ShownUri.withoutUser(target) : target) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The last part of an address's path, with its escapes resolved. */
    static String filename(URI location) {
        String path = String.valueOf(location.getRawPath());
        String last = path.substring(path.lastIndexOf('/') + 1);
        return URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** A name that can be a file's: no directories, no control characters. */
    static boolean isFilename(String name) {
        return !name.isEmpty()
                && name.length() <= 512
                && name.chars().allMatch(c -> c > ' ' && c != 0x7f && c != '/' && c != '\\')
                && !name.startsWith(".");
    }

    static Optional<Digest> sha256(String hex) {
        return Digest.parse("sha256:" + hex.toLowerCase(Locale.ROOT));
    }

    static void checkVersion(String version) throws Malformed {
        if (!version.startsWith("1.")) {
            throw new Malformed("a page of the unknown version `" + Malformed.shown(version) + "`");
        }
    }
}
