package dev.terrarium.http;

import java.net.URI;

/**
 * An address as it may stand in a message, a log or a lock: nothing in it lets anybody in.
 *
 * <p>Not {@code URI.toString()}: user and password stand before the host, and signed addresses carry their signature in the
 * query. The whole query goes, not only the parameters whose names sound secret: every storage service has its own.
 */
public final class ShownUri {
    private ShownUri() {}

    /** Scheme, host, port and path; {@code ?…} where a query was. */
    public static String of(URI uri) {
        if (uri.isOpaque() || uri.getHost() == null) {
            return "(" + uri.getScheme() + " address without a host)";
        }
        return uri.getScheme()
                + "://"
                + uri.getHost()
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + uri.getRawPath()
                + (uri.getRawQuery() == null ? "" : "?…");
    }

    /** The address without user and password, to be asked for or to be kept. */
    public static URI withoutUser(URI uri) {
        String text = uri.toString();
        String user = uri.getRawUserInfo();
        return user == null
                ? uri
                : URI.create(text.replaceFirst("(?<=//)" + java.util.regex.Pattern.quote(user) + "@", ""));
    }
}
