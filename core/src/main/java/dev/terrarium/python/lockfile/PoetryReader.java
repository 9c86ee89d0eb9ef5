package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Marker;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Version;
import dev.terrarium.python.toml.TomlValue;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the tables of {@code poetry.lock}; what is wrong is collected with its place and told at once. */
final class PoetryReader {
    private static final int MOST_PACKAGES = 50_000;
    private static final Set<String> VERSIONS = Set.of("1.0", "1.1", "1.2", "2.0", "2.1");

    private final TomlValue.Table root;
    private final Path directory;
    private final List<Problem> problems = new ArrayList<>();
    private final PoetryEdges edges = new PoetryEdges(problems);

    /** @param directory where the file lies: paths in it are relative to it */
    PoetryReader(TomlValue.Table root, Path directory) {
        this.root = root;
        this.directory = directory;
    }

    /** The table that says what the file is; checked. */
    TomlValue.Table metadata() {
        TomlValue.Table metadata = root.table("metadata", problems).orElse(new TomlValue.Table(Map.of(), root.spot()));
        Optional<String> version = metadata.string("lock-version", problems);
        if (problems.isEmpty() && version.filter(VERSIONS::contains).isEmpty()) {
            String found =
                    version.map(it -> "version `" + Malformed.shown(it) + "`").orElse("no version");
            throw new UserError(new Problem(
                    ErrorCode.NOT_IN_THIS_VERSION,
                    "a poetry.lock of " + found + " is not read in this version, only 1.0 to 2.1",
                    Optional.of(
                            metadata.at("lock-version").orElse(metadata).spot().place()),
                    List.of("lock with a poetry that writes version 2.1")));
        }
        return metadata;
    }

    /** The project's extras, and which packages each switches on. */
    Map<Extra, Set<PackageName>> extras() {
        try {
            return extras(root);
        } catch (Malformed e) {
            problems.add(root.spot().problem(String.valueOf(e.getMessage())));
            return Map.of();
        }
    }

    List<PoetryPackage> packages(TomlValue.Table metadata) {
        List<TomlValue.Table> tables = root.tables("package", problems);
        if (tables.size() > MOST_PACKAGES) {
            throw new UserError(root.spot().problem("a lock of more than " + MOST_PACKAGES + " packages"));
        }
        Optional<TomlValue.Table> files = metadata.table("files", problems);
        var packages = new ArrayList<PoetryPackage>();
        for (TomlValue.Table table : tables) {
            try {
                packages.add(one(table, files));
            } catch (Malformed e) {
                problems.add(table.spot().problem(String.valueOf(e.getMessage())));
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return packages;
    }

    /** @param apart where versions before 2.0 list the files of all packages */
    private PoetryPackage one(TomlValue.Table table, Optional<TomlValue.Table> apart) throws Malformed {
        String written = table.string("name", problems).orElseThrow(() -> new Malformed("a package without a name"));
        PackageName name = PackageName.read(written);
        Optional<TomlValue.Table> source = table.table("source", problems);
        String type = source.flatMap(it -> it.string("type", problems)).orElse("");
        Optional<String> url = source.flatMap(it -> it.string("url", problems));
        List<TomlValue.Table> files = table.at("files").isPresent()
                ? table.tables("files", problems)
                : apart.map(it -> it.tables(written, problems)).orElse(List.of());
        var groups = new HashSet<Group>();
        for (String group : table.strings("groups", problems)) {
            groups.add(Group.read(group));
        }
        Optional<TomlValue.Table> dependencies = table.table("dependencies", problems);
        return new PoetryPackage(
                name,
                Version.read(table.string("version", problems)
                        .orElseThrow(() -> new Malformed("`" + name + "` is locked without a version"))),
                edges.constraint(table, "python-versions"),
                groups,
                marker(table),
                markers(table),
                dependencies.isPresent() ? edges.read(dependencies.get()) : List.of(),
                extras(table),
                NamedFiles.read(name, files, place(type, url), problems),
                type.equals("legacy") ? url : Optional.empty(),
                unsupported(type, url),
                table.spot());
    }

    private static Optional<Marker> marker(TomlValue.Table table) throws Malformed {
        return table.at("markers").orElse(null) instanceof TomlValue.Text(var text, var spot)
                ? Optional.of(Marker.read(text))
                : Optional.empty();
    }

    private Map<Group, Marker> markers(TomlValue.Table table) throws Malformed {
        var markers = new LinkedHashMap<Group, Marker>();
        if (table.at("markers").orElse(null) instanceof TomlValue.Table byGroup) {
            for (String group : byGroup.keys()) {
                Optional<String> text = byGroup.string(group, problems);
                if (text.isPresent()) {
                    markers.put(Group.read(group), Marker.read(text.get()));
                }
            }
        }
        return markers;
    }

    /** Names with whatever stands behind them: {@code "pytest (>=6)"}. */
    private Map<Extra, Set<PackageName>> extras(TomlValue.Table table) throws Malformed {
        var extras = new LinkedHashMap<Extra, Set<PackageName>>();
        Optional<TomlValue.Table> all = table.table("extras", problems);
        if (all.isPresent()) {
            for (String extra : all.get().keys()) {
                var names = new HashSet<PackageName>();
                for (String text : all.get().strings(extra, problems)) {
                    names.add(PackageName.read(text.strip().split("[^A-Za-z0-9._-]", 2)[0]));
                }
                extras.put(Extra.read(extra), names);
            }
        }
        return extras;
    }

    private Optional<URI> place(String type, Optional<String> url) {
        return switch (type) {
            case "url" -> url.flatMap(FilePlace::address);
            case "file" -> url.flatMap(path -> FilePlace.beside(path, directory));
            default -> Optional.empty();
        };
    }

    private static Optional<String> unsupported(String type, Optional<String> url) {
        return switch (type) {
            case "", "legacy", "url", "file" -> Optional.empty();
            case "directory" -> Optional.of("is another project at `" + Malformed.shown(url.orElse("?")) + "`");
            default -> Optional.of("is taken from " + Malformed.shown(type));
        };
    }
}
