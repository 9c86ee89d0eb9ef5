package dev.terrarium.debian.archive;

import dev.terrarium.debian.MalformedControl;
import dev.terrarium.debian.Stanza;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A {@code Packages} file: where in it each name stands.
 *
 * <p>A suite has 70,000 packages and a closure needs 40: the text is scanned once for names and for what is provided, and a
 * paragraph is read when somebody asks for it. Parsing all of them into objects takes longer than decompressing them.
 */
final class PackageIndex {
    private static final int MOST = 2_000_000;
    private static final byte[] PACKAGE = "Package:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROVIDES = "Provides:".getBytes(StandardCharsets.US_ASCII);

    private final byte[] text;
    private final String suite;
    private final Map<String, int[]> byName = new HashMap<>();
    private final Map<String, int[]> byProvided = new HashMap<>();

    /** @param text the whole file, decompressed; kept */
    PackageIndex(byte[] text, String suite) throws MalformedControl {
        this.text = text;
        this.suite = suite;
        int stanza = 0;
        int count = 0;
        for (int at = 0; at < text.length; ) {
            int end = lineEnd(at);
            if (end == at) {
                stanza = end + 1;
            } else if (startsWith(at, PACKAGE)) {
                add(byName, string(at + PACKAGE.length, end).strip(), stanza);
                if (++count > MOST) {
                    throw new MalformedControl("more than " + MOST + " packages");
                }
            } else if (startsWith(at, PROVIDES)) {
                addProvided(string(at + PROVIDES.length, end), stanza);
            }
            at = end + 1;
        }
    }

    private void addProvided(String field, int stanza) {
        for (String one : field.split(",")) {
            String name = one.strip();
            int end = 0;
            while (end < name.length() && " :(".indexOf(name.charAt(end)) < 0) {
                end++;
            }
            add(byProvided, name.substring(0, end), stanza);
        }
    }

    private static void add(Map<String, int[]> index, String name, int stanza) {
        index.merge(name, new int[] {stanza}, (before, added) -> {
            int[] more = Arrays.copyOf(before, before.length + 1);
            more[before.length] = stanza;
            return more;
        });
    }

    private int lineEnd(int at) {
        int end = at;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return end;
    }

    private boolean startsWith(int at, byte[] prefix) {
        return at + prefix.length <= text.length
                && text[at] == prefix[0]
                && Arrays.equals(text, at, at + prefix.length, prefix, 0, prefix.length);
    }

    private String string(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    /** All versions of a package that the suite has. */
    List<BinaryPackage> named(String name) throws MalformedControl {
        return at(byName.getOrDefault(name, new int[0]));
    }

    /** The names of the packages that answer to a name that is not their own. */
    List<String> providing(String name) throws MalformedControl {
        return List.copyOf(new TreeSet<>(at(byProvided.getOrDefault(name, new int[0])).stream()
                .map(BinaryPackage::name)
                .toList()));
    }

    private List<BinaryPackage> at(int[] stanzas) throws MalformedControl {
        var packages = new ArrayList<BinaryPackage>();
        for (int start : stanzas) {
            int end = start;
            while (end < text.length && lineEnd(end) != end) {
                end = lineEnd(end) + 1;
            }
            for (Stanza stanza : Stanza.read(string(start, Math.min(end, text.length)))) {
                packages.add(BinaryPackage.of(stanza, suite));
            }
        }
        return packages;
    }

    int size() {
        return byName.size();
    }
}
