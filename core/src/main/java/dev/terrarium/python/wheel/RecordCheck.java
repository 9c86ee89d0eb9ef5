package dev.terrarium.python.wheel;

import dev.terrarium.archive.zip.ZipMember;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Malformed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Holds RECORD against the archive in both directions, over the bytes that come out of it and not over what the zip declares. */
final class RecordCheck {
    private static final int MOST_TOLD = 20;

    private final WheelArchive archive;
    private final String record;
    private final Set<String> exempt;
    private final Map<String, RecordFile.Row> rows;
    private final Map<String, Digest> digests = new TreeMap<>();
    private final List<String> listing = new ArrayList<>();
    private final List<String> content = new ArrayList<>();

    RecordCheck(WheelArchive archive, DistInfo info) throws IOException, Malformed {
        this.archive = archive;
        this.record = info.directory() + "/RECORD";
        this.exempt = Set.of(record, record + ".jws", record + ".p7s");
        this.rows = RecordFile.read(archive.text(record).orElseThrow(() -> new Malformed("it has no RECORD file")));
    }

    /** Reads every file; afterwards {@link #digest} knows them. */
    void run() throws IOException, Malformed {
        for (var file : archive.files().entrySet()) {
            check(file.getKey(), file.getValue());
        }
        for (String path : rows.keySet()) {
            if (!archive.files().containsKey(path) && !path.endsWith("/")) {
                listing.add("RECORD lists `" + Malformed.shown(path) + "`, which is not in it");
            }
        }
    }

    private void check(String name, ZipMember member) throws IOException, Malformed {
        Digest actual = archive.digest(member);
        digests.put(name, actual);
        RecordFile.Row row = rows.get(name);
        if (exempt.contains(name)) {
            return;
        }
        if (row == null) {
            listing.add("RECORD does not list `" + Malformed.shown(name) + "`");
        } else if (row.digest().isEmpty()) {
            listing.add("RECORD has no hash for `" + Malformed.shown(name) + "`");
        } else if (!row.digest().get().equals(actual)) {
            content.add("RECORD has another hash for `" + Malformed.shown(name) + "`");
        } else if (row.size() >= 0 && row.size() != member.size()) {
            content.add("RECORD has another size for `" + Malformed.shown(name) + "`");
        }
    }

    /** Of a file's bytes as they come out of the archive. */
    Digest digest(String name) {
        return Objects.requireNonNull(digests.get(name), name);
    }

    /** Files that are in one of the two and not in the other. */
    List<String> listing() {
        return cut(listing);
    }

    /** Files that are not what RECORD says. */
    List<String> content() {
        return cut(content);
    }

    private static List<String> cut(List<String> problems) {
        if (problems.size() <= MOST_TOLD) {
            return List.copyOf(problems);
        }
        var some = new ArrayList<>(problems.subList(0, MOST_TOLD));
        some.add("and " + (problems.size() - MOST_TOLD) + " more like these");
        return some;
    }
}
