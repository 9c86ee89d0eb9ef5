package dev.terrarium.python.lockfile;

import dev.terrarium.error.Place;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Marker;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Version;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A line of a requirements file, with the constraint that pins it where it does not do so itself.
 *
 * @param hashes any of which will do; none where the file holds no hashes
 * @param markers all of which must hold: the line's and the constraint's
 * @param file the wheel, where the line names one by address or path
 * @param place of the line
 */
record PinnedLine(
        PackageName name,
        SortedSet<Extra> extras,
        Version version,
        Set<Digest> hashes,
        List<Marker> markers,
        Optional<LockedFile> file,
        Place place) {
    PinnedLine {
        extras = Collections.unmodifiableSortedSet(new TreeSet<>(extras));
        hashes = Collections.unmodifiableSet(new TreeSet<>(hashes));
        markers = List.copyOf(markers);
    }

    boolean counts(Predicate<Marker> holds) {
        return markers.stream().allMatch(holds);
    }

    String shown() {
        return file.map(it -> "`" + it.filename() + "`").orElse("`" + name + "==" + version + "`");
    }
}
