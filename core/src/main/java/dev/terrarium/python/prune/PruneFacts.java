package dev.terrarium.python.prune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one wheel brings that may be pruned, and what its own files mention: a function of the wheel, so it is found out once.
 *
 * @param candidates in the order of their paths
 * @param references of the files in each candidate, by its index; those of all other files by {@link #OUTSIDE}
 */
public record PruneFacts(List<Candidate> candidates, SortedMap<Integer, References> references) {
    static final int OUTSIDE = -1;

    /**
     * Files that stay or go together.
     *
     * @param shown the directory below site-packages, for people
     * @param name that a mention of would keep it
     * @param entries what stands in the directory, modules without {@code .py}
     * @param module dotted; empty when nothing can be imported from it
     * @param bytes of its files
     * @param paths directories and files from the image's root
     */
    public record Candidate(
            PruneRule rule,
            String shown,
            String name,
            SortedSet<String> entries,
            String module,
            long bytes,
            List<String> paths) {
        public Candidate {
            entries = Collections.unmodifiableSortedSet(new TreeSet<>(entries));
            paths = List.copyOf(paths);
        }
    }

    public PruneFacts {
        candidates = List.copyOf(candidates);
    }

    /** As it lies in the store. */
    public String text() {
        var text = new StringBuilder();
        for (Candidate one : candidates) {
            text.append("C\t" + one.rule() + "\t" + one.shown() + "\t" + one.name() + "\t"
                    + String.join("/", one.entries()) + "\t" + one.module() + "\t"
                    + one.bytes() + "\t" + String.join("\t", one.paths()) + "\n");
        }
        references.forEach((group, found) -> {
            found.modules().forEach((name, file) -> text.append("M\t" + group + "\t" + name + "\t" + file + "\n"));
            found.names().forEach((name, file) -> text.append("N\t" + group + "\t" + name + "\t" + file + "\n"));
        });
        return text.toString();
    }

    /** Reads back what {@link #text} wrote. */
    public static PruneFacts parse(String text) {
        var candidates = new ArrayList<Candidate>();
        var references = new TreeMap<Integer, References>();
        text.lines().forEach(line -> {
            String[] fields = line.split("\t", -1);
            if (fields[0].equals("C")) {
                candidates.add(new Candidate(
                        PruneRule.parse(fields[1]).orElseThrow(),
                        fields[2],
                        fields[3],
                        new TreeSet<>(List.of(fields[4].split("/"))),
                        fields[5],
                        Long.parseLong(fields[6]),
                        List.of(fields).subList(7, fields.length)));
            } else {
                References group = references.computeIfAbsent(Integer.valueOf(fields[1]), key -> new References());
                (fields[0].equals("M") ? group.modules() : group.names()).put(fields[2], fields[3]);
            }
        });
        return new PruneFacts(candidates, references);
    }
}
