package dev.terrarium.python.lockfile;

import dev.terrarium.python.Marker;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.Version;
import dev.terrarium.python.toml.TomlSpot;
import java.util.List;
import java.util.Optional;

/**
 * A {@code [[packages]]} of {@code pylock.toml}.
 *
 * @param version where the entry or the name of a wheel says it
 * @param unhashed how many wheels stand there without a SHA-256
 * @param unsupported why this version cannot install it; empty when it can
 * @param itself whether it is the project that the lock belongs to
 */
record PylockPackage(
        PackageName name,
        Optional<Version> version,
        Optional<Marker> marker,
        Specifiers requiresPython,
        List<LockedFile> wheels,
        int unhashed,
        boolean hasSources,
        List<PackageName> dependencies,
        Optional<String> unsupported,
        boolean itself,
        TomlSpot spot) {
    PylockPackage {
        wheels = List.copyOf(wheels);
        dependencies = List.copyOf(dependencies);
    }
}
