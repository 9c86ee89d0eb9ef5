package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.Group;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Marker;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.Version;
import dev.terrarium.python.toml.TomlValue;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads the tables of {@code pdm.lock}; what is wrong is collected with its place and told at once. */
final class PdmReader {
    private static final int MOST_PACKAGES = 50_000;

    private final TomlValue.Table root;
    private final Path directory;
    private final List<Problem> problems = new ArrayList<>();

    /** @param pythons of the targets, any of which will do */
    record Head(SortedSet<Group> groups, List<Specifiers> pythons, Optional<String> contentHash) {}

    /** @param directory where the file lies: paths in it are relative to it */
    PdmReader(TomlValue.Table root, Path directory) {
        this.root = root;
        this.directory = directory;
    }

    Head head() {
        TomlValue.Table metadata = root.table("metadata", problems).orElse(new TomlValue.Table(Map.of(), root.spot()));
        checkVersion(metadata);
        if (!metadata.strings("strategy", problems).contains("inherit_metadata")) {
            problems.add(Problem.of(
                            ErrorCode.NOT_IN_THIS_VERSION,
                            "a pdm.lock without the strategy `inherit_metadata` is not read in this version",
                            "run `pdm lock --strategy inherit_metadata`")
                    .at(metadata.spot().place()));
        }
        var groups = new TreeSet<Group>();
        var pythons = new ArrayList<Specifiers>();
        try {
            for (String group : metadata.strings("groups", problems)) {
                groups.add(Group.read(group));
            }
            for (TomlValue.Table target : metadata.tables("targets", problems)) {
                Optional<String> text = target.string("requires_python", problems);
                pythons.add(text.isPresent() ? Specifiers.read(text.get()) : Specifiers.ANY);
            }
        } catch (Malformed e) {
            problems.add(metadata.spot().problem(String.valueOf(e.getMessage())));
        }
        return new Head(groups, pythons, metadata.string("content_hash", problems));
    }

    private void checkVersion(TomlValue.Table metadata) {
        Optional<String> version = metadata.string("lock_version", problems);
        if (problems.isEmpty()
                && version.filter(it -> it.matches("4\\.([4-9]|\\d\\d)(\\.\\d+)?"))
                        .isEmpty()) {
            String found =
                    version.map(it -> "version `" + Malformed.shown(it) + "`").orElse("no version");
            throw new UserError(new Problem(
                    ErrorCode.NOT_IN_THIS_VERSION,
                    "a pdm.lock of " + found + " is not read in this version, only 4 from 4.4 on",
                    Optional.of(
                            metadata.at("lock_version").orElse(metadata).spot().place()),
                    List.of("lock with a pdm that writes version 4.5")));
        }
    }

    List<PdmPackage> packages() {
        List<TomlValue.Table> tables = root.tables("package", problems);
        if (tables.size() > MOST_PACKAGES) {
            throw new UserError(root.spot().problem("a lock of more than " + MOST_PACKAGES + " packages"));
        }
        var packages = new ArrayList<PdmPackage>();
        for (TomlValue.Table table : tables) {
            try {
                packages.add(one(table));
            } catch (Malformed e) {
                problems.add(table.spot().problem(String.valueOf(e.getMessage())));
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return packages;
    }

    private PdmPackage one(TomlValue.Table table) throws Malformed {
        PackageName name = PackageName.read(
                table.string("name", problems).orElseThrow(() -> new Malformed("a package without a name")));
        var groups = new HashSet<Group>();
        for (String group : table.strings("groups", problems)) {
            groups.add(Group.read(group));
        }
        Optional<String> marker = table.string("marker", problems);
        var dependencies = new ArrayList<PackageName>();
        for (String text : table.strings("dependencies", problems)) {
            dependencies.add(Requirement.readLenient(text).name());
        }
        return new PdmPackage(
                name,
                Version.read(table.string("version", problems)
                        .orElseThrow(() -> new Malformed("`" + name + "` is locked without a version"))),
                groups,
                marker.isPresent() ? Optional.of(Marker.read(marker.get())) : Optional.empty(),
                dependencies,
                NamedFiles.read(name, table.tables("files", problems), place(table), problems),
                unsupported(table),
                table.spot());
    }

    private Optional<URI> place(TomlValue.Table table) {
        return table.string("url", problems)
                .flatMap(FilePlace::address)
                .or(() -> table.string("path", problems).flatMap(path -> FilePlace.beside(path, directory)));
    }

    private Optional<String> unsupported(TomlValue.Table table) {
        for (String system : List.of("git", "hg", "svn", "bzr")) {
            if (table.at(system).isPresent()) {
                return Optional.of("is taken from " + system);
            }
        }
        return table.string("path", problems)
                .filter(path -> !path.endsWith(".whl"))
                .map(path -> "is another project at `" + Malformed.shown(path) + "`");
    }
}
