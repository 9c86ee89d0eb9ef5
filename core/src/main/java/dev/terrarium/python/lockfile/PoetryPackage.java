package dev.terrarium.python.lockfile;

import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Marker;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Version;
import dev.terrarium.python.toml.TomlSpot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code [[package]]} of {@code poetry.lock}.
 *
 * @param pythons the Pythons that it is for
 * @param groups of the project that need it; none before version 2.1 of the format
 * @param marker under which all groups need it
 * @param markers of single groups, where they differ
 * @param extras of it, and which of its dependencies each switches on
 * @param index where it came from, if that was not the default
 * @param unsupported why this version cannot install it; empty when it can
 */
record PoetryPackage(
        PackageName name,
        Version version,
        PoetryConstraint pythons,
        Set<Group> groups,
        Optional<Marker> marker,
        Map<Group, Marker> markers,
        List<Edge> dependencies,
        Map<Extra, Set<PackageName>> extras,
        NamedFiles files,
        Optional<String> index,
        Optional<String> unsupported,
        TomlSpot spot) {

    /**
     * Something that is needed, by a package or by the project.
     *
     * @param optional whether only an extra switches it on
     */
    record Edge(
            PackageName name,
            PoetryConstraint versions,
            PoetryConstraint pythons,
            Set<Extra> extras,
            Optional<Marker> marker,
            boolean optional) {}

    LockedPackage locked() {
        return new LockedPackage(
                name,
                version,
                new LockedPackage.Offer.Wheels(files.wheels(), files.hasSources()),
                dependencies.stream().map(Edge::name).toList(),
                spot.briefPlace());
    }
}
