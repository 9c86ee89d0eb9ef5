package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Marker;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.Version;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.python.toml.TomlValue;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Reads the tables of {@code uv.lock}; what is wrong is collected with its place and told at once. */
final class UvLockReader {
    private static final int MOST_PACKAGES = 50_000;

    private final Path directory;
    private final List<Problem> problems = new ArrayList<>();

    UvLockReader(Path directory) {
        this.directory = directory;
    }

    List<UvPackage> read(TomlValue.Table root) {
        checkVersion(root);
        List<TomlValue.Table> tables = root.tables("package", problems);
        if (tables.size() > MOST_PACKAGES) {
            throw new UserError(root.spot().problem("a lock of more than " + MOST_PACKAGES + " packages"));
        }
        var packages = new ArrayList<UvPackage>();
        tables.forEach(table -> read(table, packages));
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return packages;
    }

    private void checkVersion(TomlValue.Table root) {
        Optional<Long> version = root.whole("version", problems);
        if (problems.isEmpty() && version.filter(it -> it == 1).isEmpty()) {
            String found = version.map(it -> "version " + it).orElse("no version");
            throw new UserError(new Problem(
                    ErrorCode.NOT_IN_THIS_VERSION,
                    "a uv.lock of " + found + " is not read in this version, only version 1",
                    Optional.of(root.at("version").orElse(root).spot().place()),
                    List.of("lock with a uv that writes version 1")));
        }
    }

    private void read(TomlValue.Table table, List<UvPackage> into) {
        try {
            into.add(one(table));
        } catch (Malformed e) {
            problems.add(table.spot().problem(String.valueOf(e.getMessage())));
        }
    }

    private UvPackage one(TomlValue.Table table) throws Malformed {
        PackageName name = PackageName.read(
                table.string("name", problems).orElseThrow(() -> new Malformed("a package without a name")));
        Optional<String> version = table.string("version", problems);
        UvSource source = table.table("source", problems)
                .flatMap(UvSource::of)
                .orElseThrow(() -> new Malformed("`" + name + "` has no source that this version knows"));
        var wheels = new ArrayList<LockedFile>();
        int unhashed = 0;
        for (TomlValue.Table wheel : table.tables("wheels", problems)) {
            Optional<LockedFile> file = wheel(wheel, source);
            file.ifPresent(wheels::add);
            unhashed += file.isEmpty() ? 1 : 0;
        }
        return new UvPackage(
                name,
                version.isPresent() ? Optional.of(Version.read(version.get())) : Optional.empty(),
                source,
                edges(table.tables("dependencies", problems)),
                byExtra(table),
                byGroup(table),
                wheels,
                table.at("sdist").isPresent(),
                unhashed,
                table.table("metadata", problems),
                table.spot());
    }

    private Map<Extra, List<UvPackage.Edge>> byExtra(TomlValue.Table table) throws Malformed {
        var edges = new TreeMap<Extra, List<UvPackage.Edge>>();
        Optional<TomlValue.Table> optional = table.table("optional-dependencies", problems);
        if (optional.isPresent()) {
            for (String extra : optional.get().keys()) {
                edges.put(Extra.read(extra), edges(optional.get().tables(extra, problems)));
            }
        }
        return edges;
    }

    private Map<Group, List<UvPackage.Edge>> byGroup(TomlValue.Table table) throws Malformed {
        var edges = new TreeMap<Group, List<UvPackage.Edge>>();
        Optional<TomlValue.Table> groups = table.table("dev-dependencies", problems);
        if (groups.isPresent()) {
            for (String group : groups.get().keys()) {
                edges.put(Group.read(group), edges(groups.get().tables(group, problems)));
            }
        }
        return edges;
    }

    private List<UvPackage.Edge> edges(List<TomlValue.Table> tables) throws Malformed {
        var edges = new ArrayList<UvPackage.Edge>();
        for (TomlValue.Table table : tables) {
            Optional<String> version = table.string("version", problems);
            Optional<String> marker = table.string("marker", problems);
            edges.add(new UvPackage.Edge(
                    PackageName.read(table.string("name", problems)
                            .orElseThrow(() -> new Malformed("a dependency without a name"))),
                    version.isPresent() ? Optional.of(Version.read(version.get())) : Optional.empty(),
                    table.table("source", problems).flatMap(UvSource::of),
                    extras(table),
                    marker.isPresent() ? Optional.of(Marker.read(marker.get())) : Optional.empty(),
                    table.spot()));
        }
        return edges;
    }

    private Set<Extra> extras(TomlValue.Table table) throws Malformed {
        var extras = new LinkedHashSet<Extra>();
        for (String extra : table.strings("extra", problems)) {
            extras.add(Extra.read(extra));
        }
        return extras;
    }

    /** A wheel that is identified; one without a SHA-256 is counted by the caller, one whose name makes no sense is a problem. */
    private Optional<LockedFile> wheel(TomlValue.Table table, UvSource source) throws Malformed {
        Optional<Digest> digest = table.string("hash", problems).flatMap(Digest::parse);
        Optional<String> url = table.string("url", problems);
        Optional<String> path = table.string("path", problems);
        Optional<String> name = table.string("filename", problems);
        String filename = name.or(() -> url.or(() -> path).map(FilePlace::nameIn))
                .orElseThrow(() -> new Malformed("a wheel without `url`, `path` or `filename`"));
        WheelFilename wheel = WheelFilename.read(filename);
        Optional<Long> size = table.whole("size", problems).filter(it -> it >= 0);
        return digest.map(it -> new LockedFile(
                wheel,
                it,
                size.map(OptionalLong::of).orElse(OptionalLong.empty()),
                location(url, path, source),
                Specifiers.ANY));
    }

    private Optional<URI> location(Optional<String> url, Optional<String> path, UvSource source) {
        if (url.isPresent()) {
            return FilePlace.address(url.get());
        }
        String beside = path.map(it -> source.at() + "/" + it).orElse(source.at());
        boolean local =
                source.kind() == UvSource.Kind.PATH || source.kind() == UvSource.Kind.REGISTRY && path.isPresent();
        return local && !beside.contains("://") ? FilePlace.beside(beside, directory) : Optional.empty();
    }
}
