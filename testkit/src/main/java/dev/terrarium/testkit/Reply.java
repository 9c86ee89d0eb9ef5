package dev.terrarium.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What a {@link LoopbackServer} does with a request. */
public sealed interface Reply {
    /** An answer as it should be. */
    record Whole(int status, Map<String, String> headers, byte[] body) implements Reply {}

    /** An answer that promises {@code body} and breaks off after {@code sent} bytes of it. */
    record Broken(int status, Map<String, String> headers, byte[] body, int sent) implements Reply {}

    /** No answer at all, for as long as the server lives. */
    record Silent() implements Reply {}

    static Reply of(byte[] body) {
        return new Whole(200, Map.of(), body);
    }

    static Reply text(String body) {
        return of(body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply status(int status) {
        return new Whole(status, Map.of(), new byte[0]);
    }

    static Reply redirect(String to) {
        return new Whole(302, Map.of("Location", to), new byte[0]);
    }

    /** A file as a server that knows ranges gives it: all of it, or the part from the first byte that was asked for. */
    static Reply file(LoopbackServer.Request request, byte[] file) {
        String range = request.header("range").orElse("");
        if (!range.startsWith("bytes=")) {
            return new Whole(200, Map.of("Accept-Ranges", "bytes", "ETag", tag(file)), file);
        }
        int from = Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
        String sent = "bytes " + from + "-" + (file.length - 1) + "/" + file.length;
        return new Whole(
                206, Map.of("Content-Range", sent, "ETag", tag(file)), Arrays.copyOfRange(file, from, file.length));
    }

    private static String tag(byte[] file) {
        return "\"" + Integer.toHexString(Arrays.hashCode(file)) + "\"";
    }

    /** The same answer, broken off after so many bytes of its body. */
    default Reply brokenAfter(int bytes) {
        return switch (this) {
            case Whole(var status, var headers, var body) ->
                new Broken(status, headers, body, Math.min(bytes, body.length));
            case Broken(var status, var headers, var body, var sent) ->
                new Broken(status, headers, body, Math.min(bytes, sent));
            case Silent silent -> silent;
        };
    }

    /** The same answer with one header more. */
    default Reply with(String name, String value) {
        return switch (this) {
            case Whole(var status, var headers, var body) -> new Whole(status, plus(headers, name, value), body);
            case Broken(var status, var headers, var body, var sent) ->
                new Broken(status, plus(headers, name, value), body, sent);
            case Silent silent -> silent;
        };
    }

    private static Map<String, String> plus(Map<String, String> headers, String name, String value) {
        var more = new TreeMap<>(headers);
        more.put(name, value);
        return more;
    }
}
