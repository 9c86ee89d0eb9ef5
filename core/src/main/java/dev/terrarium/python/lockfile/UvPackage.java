package dev.terrarium.python.lockfile;

import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Marker;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Version;
import dev.terrarium.python.toml.TomlSpot;
import dev.terrarium.python.toml.TomlValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code [[package]]} of {@code uv.lock}.
 *
 * @param version empty for a project whose version is dynamic
 * @param unhashed how many wheels stand there without a SHA-256
 * @param metadata what the project declared when it was locked; only projects have it
 */
record UvPackage(
        PackageName name,
        Optional<Version> version,
        UvSource source,
        List<Edge> dependencies,
        Map<Extra, List<Edge>> optional,
        Map<Group, List<Edge>> development,
        List<LockedFile> wheels,
        boolean hasSources,
        int unhashed,
        Optional<TomlValue.Table> metadata,
        TomlSpot spot) {

    /** A dependency on another package of the file; version and source are left out where the name is clear. */
    record Edge(
            PackageName name,
            Optional<Version> version,
            Optional<UvSource> source,
            Set<Extra> extras,
            Optional<Marker> marker,
            TomlSpot spot) {

        boolean leadsTo(UvPackage target) {
            return name.equals(target.name())
                    && (version.isEmpty() || version.equals(target.version()))
                    && (source.isEmpty() || source.get().equals(target.source()));
        }
    }

    /** Whether it is a project of the workspace, and no distribution of somebody else. */
    boolean metadataOrRoot() {
        return metadata.isPresent() || source.isProject();
    }

    /** @param beside where the lock lies */
    LocalProject project(Path beside) {
        return new LocalProject(name, beside.resolve(source.at()));
    }

    String shown() {
        return name + version.map(it -> " " + it).orElse("");
    }
}
