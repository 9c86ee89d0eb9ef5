package dev.terrarium.python.lockfile;

import dev.terrarium.error.Place;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Marker;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Version;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A line of a requirements file that pins one distribution.
 *
 * @param file the wheel, where the line names one by address or path
 */
record HashedLine(
        PackageName name,
        Version version,
        Set<Digest> hashes,
        Optional<Marker> marker,
        Optional<LockedFile> file,
        Place place) {
    HashedLine {
        hashes = java.util.Collections.unmodifiableSet(new TreeSet<>(hashes));
    }

    String shown() {
        return file.map(it -> "`" + it.filename() + "`").orElse("`" + name + "==" + version + "`");
    }
}
