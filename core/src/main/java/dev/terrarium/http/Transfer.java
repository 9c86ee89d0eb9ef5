package dev.terrarium.http;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.io.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file on its way through one or more connections: each byte is written once.
 *
 * <p>After a break only the rest is asked for. A server that sends the whole again has its beginning skipped; one that sends
 * another part than it was asked for, or whose file changed meanwhile, is refused: what was written cannot be taken back.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-range-requests">RFC 9110, range requests</a>
 */
final class Transfer {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private final OutputStream to;
    private final Progress.Step progress;
    private final byte[] buffer = new byte[1 << 16];
    private long written;
    private long total = -1;
    private Optional<String> tag = Optional.empty();

    Transfer(OutputStream to, Progress.Step progress) {
        this.to = to;
        this.progress = progress;
    }

    long written() {
        return written;
    }

    /** What to add to a request so that only the rest comes. */
    Map<String, String> rangeHeaders() {
        var headers = new TreeMap<String, String>();
        if (written > 0) {
            headers.put("Range", "bytes=" + written + "-");
            tag.filter(value -> !value.startsWith("W/")).ifPresent(value -> headers.put("If-Range", value));
        }
        return headers;
    }

    /** Writes what is still missing; {@code body} is the caller's to close. */
    void take(HttpResponse<InputStream> response, InputStream body) throws Fault, IOException {
        agree(response);
        if (response.statusCode() != 206) {
            skip(response, body);
        }
        for (int count; (count = read(response, body)) >= 0; ) {
            to.write(buffer, 0, count);
            written += count;
            progress.advance(count);
        }
        if (total >= 0 && written != total) {
            throw Fault.passing(Origin.of(response.uri()) + " sent " + written + " of " + total + " bytes");
        }
    }

    private void agree(HttpResponse<InputStream> response) throws Fault {
        long whole = response.statusCode() == 206
                ? rangeTotal(response)
                : response.headers().firstValueAsLong("content-length").orElse(-1);
        Optional<String> seen = response.headers().firstValue("etag");
        boolean changed =
                total >= 0 && whole >= 0 && whole != total || tag.isPresent() && seen.isPresent() && !seen.equals(tag);
        if (written > 0 && changed) {
            throw Fault.lasting(
                    ErrorCode.SERVER_REFUSED,
                    "`" + ShownUri.of(response.uri()) + "` changed while it was downloaded",
                    "run the command again");
        }
        if (total < 0 && whole >= 0) {
            progress.total(whole);
        }
        total = whole >= 0 ? whole : total;
        tag = seen.or(() -> tag);
    }

    private long rangeTotal(HttpResponse<InputStream> response) throws Fault {
        String range = response.headers().firstValue("content-range").orElse("");
        Matcher matcher = CONTENT_RANGE.matcher(range);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) != written) {
            throw Fault.lasting(
                    ErrorCode.SERVER_REFUSED,
                    Origin.of(response.uri()) + " was asked for the bytes from " + written + " on and sent `"
                            + range.replaceAll("[^ -~]", "?") + "`: `" + ShownUri.of(response.uri()) + "`");
        }
        return matcher.group(3).equals("*") ? -1 : Long.parseLong(matcher.group(3));
    }

    private void skip(HttpResponse<InputStream> response, InputStream body) throws Fault {
        for (long left = written; left > 0; ) {
            int count = read(response, body, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw Fault.passing(Origin.of(response.uri()) + " sent less than before");
            }
            left -= count;
        }
    }

    private int read(HttpResponse<InputStream> response, InputStream body) throws Fault {
        return read(response, body, buffer.length);
    }

    private int read(HttpResponse<InputStream> response, InputStream body, int most) throws Fault {
        try {
            return body.read(buffer, 0, most);
        } catch (IOException e) {
            throw Fault.of(response.uri(), e);
        }
    }
}
