package dev.terrarium.python.lockfile;

import dev.terrarium.python.Group;
import dev.terrarium.python.Marker;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Version;
import dev.terrarium.python.toml.TomlSpot;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code [[package]]} of {@code pdm.lock}.
 *
 * @param groups of the project that need it
 * @param unsupported why this version cannot install it; empty when it can
 */
record PdmPackage(
        PackageName name,
        Version version,
        Set<Group> groups,
        Optional<Marker> marker,
        List<PackageName> dependencies,
        NamedFiles files,
        Optional<String> unsupported,
        TomlSpot spot) {
    PdmPackage {
        groups = Set.copyOf(groups);
        dependencies = List.copyOf(dependencies);
    }

    LockedPackage locked() {
        return new LockedPackage(
                name,
                version,
                new LockedPackage.Offer.Wheels(files.wheels(), files.hasSources()),
                dependencies,
                spot.briefPlace());
    }
}
