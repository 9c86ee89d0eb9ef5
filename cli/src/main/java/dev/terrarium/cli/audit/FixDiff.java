package dev.terrarium.cli.audit;

import dev.terrarium.audit.Edits;
import dev.terrarium.audit.Fix;
import dev.terrarium.dockerfile.Source;
import java.util.ArrayList;
import java.util.List;

/** What fixes change of a file, as the hunk of a unified diff: the lines from the first that changes to the last. */
record FixDiff(int oldLine, List<String> removed, int newLine, List<String> added) {
    FixDiff {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }

    static FixDiff of(Source before, List<Fix> fixes) {
        return between(before, Edits.apply(before, fixes).source());
    }

    static FixDiff between(Source before, Source after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        int first = 0;
        while (first < old.size() && first < now.size() && old.get(first).equals(now.get(first))) {
            first++;
        }
        int last = 0;
        while (last < old.size() - first
                && last < now.size() - first
                && old.get(old.size() - 1 - last).equals(now.get(now.size() - 1 - last))) {
            last++;
        }
        return new FixDiff(
                first + 1, old.subList(first, old.size() - last), first + 1, now.subList(first, now.size() - last));
    }

    private static List<String> lines(Source source) {
        var lines = new ArrayList<String>();
        for (int line = 1; line <= source.lines(); line++) {
            lines.add(source.text(source.lineSpan(line)));
        }
        return lines;
    }

    /** The lines with their signs, for people. */
    List<String> signed() {
        var signed = new ArrayList<String>();
        removed.forEach(line -> signed.add("- " + line));
        added.forEach(line -> signed.add("+ " + line));
        return signed;
    }

    /** A patch that {@code patch -p1} and {@code git apply --unidiff-zero} take. */
    String patch(String name) {
        var text = new StringBuilder("--- a/" + name + "\n+++ b/" + name + "\n");
        text.append("@@ -")
                .append(range(oldLine, removed.size()))
                .append(" +")
                .append(range(newLine, added.size()))
                .append(" @@\n");
        removed.forEach(line -> text.append('-').append(line).append('\n'));
        added.forEach(line -> text.append('+').append(line).append('\n'));
        return text.toString();
    }

    /** Where nothing stands, the line before it is named. */
    private static String range(int line, int count) {
        return (count == 0 ? line - 1 : line) + "," + count;
    }
}
