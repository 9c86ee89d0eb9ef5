package dev.terrarium.python.index;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.python.Malformed;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads an address as people write it into configurations: a URL, a {@code file:} URL, a path. */
final class SourceReader {
    /** Before an entry of a list in which both kinds may stand. */
    private static final String LINKS = "find-links:";

    private SourceReader() {}

    /** An entry of {@code [tool.terrarium.sources]}: an index, or with {@code find-links:} before it a page of links. */
    static Source entry(String text, Path directory, String from) {
        return text.startsWith(LINKS)
                ? read(Source.Kind.LINKS, text.substring(LINKS.length()), directory, from)
                : read(Source.Kind.INDEX, text, directory, from);
    }

    /** @param directory what a relative path is relative to */
    static Source read(Source.Kind kind, String text, Path directory, String from) {
        String entry = text.strip();
        try {
            URI uri = isPath(entry) ? directory.resolve(entry).normalize().toUri() : URI.create(entry);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean network = List.of("http", "https").contains(scheme) && uri.getHost() != null;
            if (!network && !(scheme.equals("file") && uri.getPath() != null)) {
                throw refused(entry, from);
            }
            return new Source(kind, uri, from);
        } catch (IllegalArgumentException e) {
            throw refused(entry, from);
        }
    }

    private static boolean isPath(String entry) {
        return entry.startsWith("/") || entry.startsWith(".") || entry.indexOf(':') < 0;
    }

    private static UserError refused(String entry, String from) {
        int at = entry.lastIndexOf('@');
        String shown = Malformed.shown(at < 0 ? entry : "…" + entry.substring(at));
        return new UserError(
                ErrorCode.CONFIGURATION_INVALID,
                "not an address of a package index: `" + shown + "` in " + from,
                "write an http, https or file address, or a path");
    }

    /** Puts a login into an address that has none. */
    static Source withLogin(Source source, Optional<String> user, Optional<String> password) {
        if (user.isEmpty() && password.isEmpty() || source.uri().getRawUserInfo() != null) {
            return source;
        }
        String login = encoded(user.orElse("")) + ":" + encoded(password.orElse(""));
        URI uri = URI.create(source.uri().toString().replaceFirst("://", "://" + login.replace("$", "\\$") + "@"));
        return new Source(source.kind(), uri, source.from());
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}
