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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Reads the tables of {@code pylock.toml}; what is wrong is collected with its place and told at once. */
final class PylockReader {
    private static final int MOST_PACKAGES = 50_000;
    private static final List<String> SOURCES = List.of("vcs", "directory", "archive");

    private final Path directory;
    private final List<Problem> problems = new ArrayList<>();

    /** @param directory where the file lies: paths in it are relative to it */
    PylockReader(Path directory) {
        this.directory = directory;
    }

    Pylock.Head head(TomlValue.Table root) {
        var notes = new ArrayList<String>();
        checkVersion(root, notes);
        var extras = new TreeSet<Extra>();
        var groups = new TreeSet<Group>();
        var defaults = new TreeSet<Group>();
        var environments = new ArrayList<Marker>();
        Specifiers python = Specifiers.ANY;
        try {
            for (String extra : root.strings("extras", problems)) {
                extras.add(Extra.read(extra));
            }
            for (String group : root.strings("dependency-groups", problems)) {
                groups.add(Group.read(group));
            }
            for (String group : root.strings("default-groups", problems)) {
                defaults.add(Group.read(group));
            }
            for (String marker : root.strings("environments", problems)) {
                environments.add(Marker.readInLock(marker));
            }
            python = pythons(root);
        } catch (Malformed e) {
            problems.add(root.spot().problem(String.valueOf(e.getMessage())));
        }
        return new Pylock.Head(python, environments, extras, groups, defaults, notes, root.spot());
    }

    List<PylockPackage> packages(TomlValue.Table root) {
        if (root.at("packages").isEmpty()) {
            problems.add(root.spot().problem("`packages` is missing", "write `packages = []` if there are none"));
        }
        List<TomlValue.Table> tables = root.tables("packages", problems);
        if (tables.size() > MOST_PACKAGES) {
            throw new UserError(root.spot().problem("a lock of more than " + MOST_PACKAGES + " packages"));
        }
        var packages = new ArrayList<PylockPackage>();
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

    /** A newer minor version may say more than is read here, and nothing that contradicts it. */
    private void checkVersion(TomlValue.Table root, List<String> notes) {
        Optional<String> version = root.string("lock-version", problems);
        if (!problems.isEmpty()) {
            return;
        }
        if (version.filter(it -> it.matches("1\\.\\d{1,4}")).isEmpty()) {
            String found =
                    version.map(it -> "version `" + Malformed.shown(it) + "`").orElse("no version");
            throw new UserError(new Problem(
                    ErrorCode.NOT_IN_THIS_VERSION,
                    "a pylock.toml of " + found + " is not read in this version, only version 1",
                    Optional.of(root.at("lock-version").orElse(root).spot().place()),
                    List.of("lock with a tool that writes version 1.0")));
        }
        if (!version.get().equals("1.0")) {
            notes.add("pylock.toml has version " + version.get() + "; it is read as 1.0");
        }
    }

    private Specifiers pythons(TomlValue.Table table) throws Malformed {
        Optional<String> text = table.string("requires-python", problems);
        return text.isPresent() ? Specifiers.read(text.get()) : Specifiers.ANY;
    }

    private PylockPackage one(TomlValue.Table table) throws Malformed {
        PackageName name = PackageName.read(
                table.string("name", problems).orElseThrow(() -> new Malformed("a package without a name")));
        checkSources(name, table);
        var wheels = new ArrayList<LockedFile>();
        int unhashed = 0;
        for (TomlValue.Table wheel : wheels(table)) {
            Optional<LockedFile> file = wheel(name, wheel);
            file.ifPresent(wheels::add);
            unhashed += file.isEmpty() ? 1 : 0;
        }
        Optional<String> version = table.string("version", problems);
        Optional<String> marker = table.string("marker", problems);
        return new PylockPackage(
                name,
                version.isPresent()
                        ? Optional.of(Version.read(version.get()))
                        : wheels.stream().map(it -> it.filename().version()).findFirst(),
                marker.isPresent() ? Optional.of(Marker.readInLock(marker.get())) : Optional.empty(),
                pythons(table),
                wheels,
                unhashed,
                table.table("sdist", problems).isPresent(),
                dependencies(table),
                unsupported(table),
                isItself(table),
                table.spot());
    }

    private void checkSources(PackageName name, TomlValue.Table table) throws Malformed {
        List<String> sources =
                SOURCES.stream().filter(key -> table.at(key).isPresent()).toList();
        boolean files = table.at("wheels").isPresent() || table.at("sdist").isPresent();
        if (sources.size() + (files ? 1 : 0) > 1) {
            throw new Malformed("`" + name + "` has more than one source: `" + String.join("`, `", sources)
                    + (files ? "` and files of an index" : "`"));
        }
        if (sources.isEmpty() && !files) {
            throw new Malformed("`" + name + "` has neither files nor another source");
        }
    }

    /** An archive that is a wheel by its name is one. */
    private List<TomlValue.Table> wheels(TomlValue.Table table) {
        Optional<TomlValue.Table> archive = table.table("archive", problems);
        return archive.filter(
                        it -> filename(it).filter(name -> name.endsWith(".whl")).isPresent())
                .map(List::of)
                .orElseGet(() -> table.tables("wheels", problems));
    }

    private Optional<String> filename(TomlValue.Table file) {
        return file.string("name", problems)
                .or(() -> file.string("path", problems).map(FilePlace::nameIn))
                .or(() -> file.string("url", problems).map(FilePlace::nameIn));
    }

    private Optional<LockedFile> wheel(PackageName owner, TomlValue.Table file) throws Malformed {
        WheelFilename wheel = WheelFilename.read(
                filename(file).orElseThrow(() -> new Malformed("a wheel without `url`, `path` or `name`")));
        if (!wheel.name().equals(owner)) {
            throw new Malformed("`" + wheel + "` is no wheel of `" + owner + "`");
        }
        Optional<Long> size = file.whole("size", problems).filter(it -> it >= 0);
        return file.table("hashes", problems)
                .flatMap(hashes -> hashes.string("sha256", problems))
                .flatMap(hex -> Digest.parse("sha256:" + hex.toLowerCase(Locale.ROOT)))
                .map(digest -> new LockedFile(
                        wheel,
                        digest,
                        size.map(OptionalLong::of).orElse(OptionalLong.empty()),
                        location(file),
                        Specifiers.ANY));
    }

    private Optional<URI> location(TomlValue.Table file) {
        return file.string("path", problems)
                .flatMap(path -> FilePlace.beside(path, directory))
                .or(() -> file.string("url", problems).flatMap(FilePlace::address));
    }

    private List<PackageName> dependencies(TomlValue.Table table) throws Malformed {
        var names = new ArrayList<PackageName>();
        for (TomlValue.Table dependency : table.tables("dependencies", problems)) {
            names.add(PackageName.read(dependency
                    .string("name", problems)
                    .orElseThrow(() -> new Malformed("a dependency without a name"))));
        }
        return names;
    }

    private Optional<String> unsupported(TomlValue.Table table) {
        Optional<String> vcs = table.table("vcs", problems)
                .map(it -> it.string("type", problems).orElse("version control"));
        Optional<String> other = table.table("directory", problems)
                .map(it -> it.string("path", problems).orElse("?"));
        Optional<String> archive = table.table("archive", problems)
                .map(it -> filename(it).orElse("?"))
                .filter(it -> !it.endsWith(".whl"));
        return vcs.map(it -> "is taken from " + Malformed.shown(it))
                .or(() -> other.map(it -> "is another project at `" + Malformed.shown(it) + "`"))
                .or(() -> archive.map(it -> "is built from the archive `" + Malformed.shown(it) + "`"));
    }

    private boolean isItself(TomlValue.Table table) {
        return table.table("directory", problems)
                .filter(it -> it.at("subdirectory").isEmpty())
                .flatMap(it -> it.string("path", problems))
                .flatMap(path -> FilePlace.beside(path, directory))
                .filter(uri -> uri.equals(directory.toUri()))
                .isPresent();
    }
}
