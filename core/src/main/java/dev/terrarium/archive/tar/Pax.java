package dev.terrarium.archive.tar;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.archive.Utf8;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The records of a foreign pax header: {@code 25 path=…\n}, each with its own length before it.
 *
 * <p>Of what they can say, path, target, size and owner are taken over; times, comments and vendors' keys are not. What would
 * change where content begins or ends for some readers and not for others is refused: sparse files, a key said twice.
 */
final class Pax {
    private final Map<String, String> records = new TreeMap<>();

    private Pax() {}

    static Pax parse(byte[] body, long at) throws ArchiveException {
        var pax = new Pax();
        int start = 0;
        while (start < body.length) {
            int blank = start;
            int length = 0;
            while (blank < body.length && body[blank] >= '0' && body[blank] <= '9' && length < body.length) {
                length = length * 10 + body[blank++] - '0';
            }
            int end = start + length;
            boolean whole =
                    blank > start && blank < end && end <= body.length && body[blank] == ' ' && body[end - 1] == '\n';
            if (!whole) {
                throw new ArchiveException("the pax header at byte " + at + " has a broken record");
            }
            pax.add(body, blank + 1, end - 1, at);
            start = end;
        }
        return pax;
    }

    private void add(byte[] body, int start, int end, long at) throws ArchiveException {
        int equals = start;
        while (equals < end && body[equals] != '=') {
            equals++;
        }
        String key = Utf8.decode(body, start, equals - start).orElse("");
        if (equals == end || key.isEmpty()) {
            throw new ArchiveException("the pax header at byte " + at + " has a broken record");
        }
        if (key.startsWith("GNU.sparse.")) {
            throw new ArchiveException("the pax header at byte " + at + " is of a sparse file");
        }
        if (!isTakenOver(key)) {
            return;
        }
        String value = Utf8.decode(body, equals + 1, end - equals - 1)
                .filter(text -> !text.isEmpty() && text.indexOf('\0') < 0)
                .orElseThrow(
                        () -> new ArchiveException("the pax header at byte " + at + " has no usable `" + key + "`"));
        if (records.put(key, value) != null) {
            throw new ArchiveException("the pax header at byte " + at + " says `" + key + "` twice");
        }
    }

    private static boolean isTakenOver(String key) {
        return switch (key) {
            case "path", "linkpath", "size", "uid", "gid" -> true;
            default -> false;
        };
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    Optional<String> path() {
        return Optional.ofNullable(records.get("path"));
    }

    Optional<String> linkpath() {
        return Optional.ofNullable(records.get("linkpath"));
    }

    /** A decimal number, or {@code otherwise} if the header does not say it. */
    long number(String key, long otherwise, long at) throws ArchiveException {
        String value = records.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value.length() > 18 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new ArchiveException("the pax header before byte " + at + " has no usable `" + key + "`");
        }
        return Long.parseLong(value);
    }
}
