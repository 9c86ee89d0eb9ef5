package dev.terrarium.make.layer;

import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The directories of a layer: every one that a fragment has or needs, once, parents first.
 *
 * <p>Not in the fragments: two packages of one namespace would both bring {@code google/}, and the specification forbids the
 * second entry; and a directory that is missing is an error to some readers. What fragments disagree about is refused here, all
 * of it at once: two modes for a directory, two files at a path, a file where another fragment has a directory.
 *
 * @param modes by path
 */
record Scaffold(SortedMap<TreePath, Integer> modes) {
    private static final int MOST_PROBLEMS = 20;

    Scaffold {
        modes = Collections.unmodifiableSortedMap(new TreeMap<>(modes));
    }

    static Scaffold of(List<Listing> listings) {
        var seen = new TreeMap<TreePath, Listing.Line>();
        var problems = new ArrayList<Problem>();
        for (Listing listing : listings) {
            for (Listing.Line line : listing.lines()) {
                Listing.Line before = seen.putIfAbsent(line.path(), line);
                if (before instanceof Listing.Line.Directory known && line instanceof Listing.Line.Directory more) {
                    if (agree(known.mode(), more.mode())) {
                        seen.put(line.path(), known.mode().isPresent() ? known : more);
                    } else {
                        problems.add(conflict(line.path(), "is a directory of two different modes"));
                    }
                } else if (before != null) {
                    problems.add(conflict(line.path(), "is in two fragments of one layer"));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)));
        }
        var modes = new TreeMap<TreePath, Integer>();
        seen.forEach((path, line) -> {
            if (line instanceof Listing.Line.Directory directory) {
                modes.put(path, directory.mode().orElseGet(() -> TarRules.modeOfDirectory(path)));
            }
        });
        return new Scaffold(modes);
    }

    private static boolean agree(Optional<Integer> one, Optional<Integer> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    private static Problem conflict(TreePath path, String what) {
        return Problem.of(ErrorCode.LAYER_CONFLICT, "`" + path + "` " + what);
    }

    /** The directories as tar entries. */
    byte[] tar() {
        var tar = new ByteArrayOutputStream();
        modes.forEach((path, mode) -> tar.writeBytes(TarRules.header(TarEntry.directory(path.text(), mode))));
        return tar.toByteArray();
    }
}
