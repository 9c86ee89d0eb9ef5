package dev.terrarium.python.index;

import dev.terrarium.http.ShownUri;
import java.net.URI;

/**
 * A place that somebody configured, and where they did so.
 *
 * <p>Its text shows no user and no password: they are in {@code uri} alone, for the HTTP client.
 *
 * @param uri {@code http}, {@code https} or {@code file}; an index's ends in a slash
 * @param from what to tell people: {@code /etc/pip.conf}, {@code UV_DEFAULT_INDEX}
 */
public record Source(Kind kind, URI uri, String from) {
    /** What is found there. */
    public enum Kind {
        /** A page for each project, at {@code uri + name + "/"}. */
        INDEX,
        /** One page or directory with files of all projects. */
        LINKS
    }

    public Source {
        boolean directory = kind == Kind.INDEX && !uri.getPath().endsWith("/");
        uri = directory ? withSlash(uri) : uri;
    }

    private static URI withSlash(URI uri) {
        String text = uri.toString();
        int query = text.indexOf('?');
        return URI.create(query < 0 ? text + "/" : text.substring(0, query) + "/");
    }

    /** Whether both are the same address, whoever asks there. */
    boolean isAt(Source other) {
        return ShownUri.withoutUser(uri).equals(ShownUri.withoutUser(other.uri));
    }

    /** The address as it may be shown. */
    public String shown() {
        return uri.getScheme().equals("file") ? uri.getPath().replaceFirst("(?<=.)/$", "") : ShownUri.of(uri);
    }

    @Override
    public String toString() {
        return shown() + " (" + from + ")";
    }
}
