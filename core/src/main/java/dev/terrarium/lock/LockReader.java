package dev.terrarium.lock;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Version;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.python.toml.Toml;
import dev.terrarium.python.toml.TomlValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the text of a lock, whoever wrote or merged it: every problem is told at once, with its line.
 *
 * <p>A newer major version is refused, and so is a feature that this version does not know ({@code requires}): a lock that is
 * half understood would be half obeyed. Unknown keys are passed over, since newer minor versions add some.
 */
final class LockReader {
    static final int VERSION = 1;

    /** An interpreter that is not the distribution's own: whoever passed that over would take the wrong one. */
    static final String INTERPRETER = "interpreter";

    private static final Digest NONE = Digest.ofBytes(new byte[0]);

    private final List<Problem> problems = new ArrayList<>();

    private LockReader() {}

    static LockFile read(String text, String shownAs) {
        TomlValue.Table table = Toml.parse(text, shownAs, ErrorCode.LOCK_INVALID);
        var reader = new LockReader();
        reader.refuseOtherVersions(table);
        LockFile lock = reader.lock(table);
        if (!reader.problems.isEmpty()) {
            throw new UserError(reader.problems);
        }
        return lock;
    }

    private void refuseOtherVersions(TomlValue.Table table) {
        long version = table.whole("version", problems).orElse(0L);
        if (version != VERSION) {
            problems.add(table.at("version")
                    .orElse(table)
                    .spot()
                    .problem(
                            "this is version " + version + " of terrarium.lock, and only version " + VERSION
                                    + " is known",
                            "use the version of terrarium that wrote it, or remove the file and lock again"));
        }
        table.strings("requires", problems).stream()
                .filter(feature -> !feature.equals(INTERPRETER))
                .forEach(feature -> problems.add(table.at("requires")
                        .orElse(table)
                        .spot()
                        .problem(
                                "the lock needs `" + feature + "`, which this version of terrarium does not know",
                                "use the version of terrarium that wrote it, or a newer one")));
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    private LockFile lock(TomlValue.Table table) {
        var grouping = new TreeMap<String, String>();
        table.table("layers", problems)
                .ifPresent(layers -> layers.keys().forEach(name -> grouping.put(name, string(layers, name))));
        return new LockFile(
                table.table("inputs", problems)
                        .map(inputs -> inputs(inputs, libraries(table)))
                        .orElse(LockFile.Inputs.NONE),
                table.tables("suite", problems).stream().map(this::suite).toList(),
                table.tables("interpreter", problems).stream()
                        .map(this::interpreter)
                        .toList(),
                table.tables("package", problems).stream().map(this::debian).toList(),
                table.tables("build-requirement", problems).stream()
                        .map(this::buildRequirement)
                        .toList(),
                table.tables("wheel", problems).stream().map(this::wheel).toList(),
                grouping,
                new DebugPins(
                        table.tables("debug-package", problems).stream()
                                .map(this::debian)
                                .toList(),
                        table.tables("debug-wheel", problems).stream()
                                .map(wheel -> new DebugPins.WheelEntry(platform(wheel), buildRequirement(wheel)))
                                .toList()));
    }

    private SortedMap<String, SortedSet<String>> libraries(TomlValue.Table table) {
        SortedMap<String, SortedSet<String>> libraries = new TreeMap<>();
        table.tables("library", problems)
                .forEach(library -> libraries.put(string(library, "name"), set(library, "wheels")));
        return libraries;
    }

    private LockFile.Inputs inputs(TomlValue.Table table, SortedMap<String, SortedSet<String>> libraries) {
        return new LockFile.Inputs(
                string(table, "os"),
                string(table, "python"),
                table.string("interpreter", problems).orElse(""),
                platforms(table, "platforms"),
                platforms(table, "builders"),
                set(table, "packages"),
                table.flag("shell", problems).orElse(false),
                libraries,
                set(table, "build-requires"));
    }

    private LockFile.SuiteEntry suite(TomlValue.Table table) {
        return new LockFile.SuiteEntry(
                string(table, "name"),
                string(table, "origin"),
                string(table, "codename"),
                instant(table),
                digest(table),
                string(table, "signer"),
                table.flag("expiry-waived", problems).orElse(false));
    }

    private LockFile.InterpreterEntry interpreter(TomlValue.Table table) {
        return new LockFile.InterpreterEntry(
                platform(table),
                string(table, "provider"),
                string(table, "version"),
                string(table, "abi"),
                Math.toIntExact(Math.clamp(table.whole("magic", problems).orElse(0L), 0L, 65_535L)),
                table.strings("artifacts", problems),
                table.at("archive").isPresent()
                        ? Optional.of(new LockFile.ArchiveEntry(string(table, "archive"), digest(table)))
                        : Optional.empty());
    }

    private LockFile.PackageEntry debian(TomlValue.Table table) {
        return new LockFile.PackageEntry(
                platform(table),
                string(table, "name"),
                string(table, "version"),
                string(table, "architecture"),
                string(table, "suite"),
                string(table, "source"),
                string(table, "source-version"),
                filename(table),
                digest(table),
                table.whole("size", problems).orElse(0L),
                set(table, "asked-by"));
    }

    private LockFile.BuildRequirementEntry buildRequirement(TomlValue.Table table) {
        return new LockFile.BuildRequirementEntry(
                string(table, "name"), string(table, "version"), string(table, "file"), digest(table));
    }

    private LockFile.WheelEntry wheel(TomlValue.Table table) {
        return new LockFile.WheelEntry(
                platforms(table, "platforms"),
                string(table, "name"),
                string(table, "version"),
                wheelName(table),
                digest(table),
                table.whole("size", problems).orElse(0L));
    }

    /** The file's name says what is installed, so it must be one, and of the package that the entry is for. */
    private String wheelName(TomlValue.Table table) {
        String file = string(table, "file");
        try {
            WheelFilename wheel = WheelFilename.read(file);
            if (!wheel.name().text().equals(string(table, "name"))
                    || !Version.parse(string(table, "version")).equals(Optional.of(wheel.version()))) {
                problems.add(table.spot().problem("`" + wheel + "` is not of the package and version of its entry"));
            }
        } catch (Malformed e) {
            problems.add(table.spot().problem(String.valueOf(e.getMessage())));
        }
        return file;
    }

    private SortedSet<Platform> platforms(TomlValue.Table table, String key) {
        var platforms = new TreeSet<Platform>();
        for (String text : table.strings(key, problems)) {
            Optional<Platform> platform = Platform.parse(text);
            platform.ifPresent(platforms::add);
            if (platform.isEmpty()) {
                problems.add(table.spot().problem("`" + text + "` is not a platform"));
            }
        }
        return platforms;
    }

    /** A path below the archive's root: whoever edits a lock must not be able to name another host or leave the archive. */
    private String filename(TomlValue.Table table) {
        String name = string(table, "filename");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+~%:/-]*") || name.contains("..") || name.contains("://")) {
            problems.add(table.spot()
                    .problem("`filename` must be a path relative to the archive's root, not `" + name + "`"));
        }
        return name;
    }

    private Platform platform(TomlValue.Table table) {
        String text = string(table, "platform");
        return Platform.parse(text).orElseGet(() -> {
            problems.add(table.spot().problem("`" + text + "` is not a platform"));
            return Platform.AMD64;
        });
    }

    private Instant instant(TomlValue.Table table) {
        String text = string(table, "date");
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            problems.add(table.spot().problem("`date` must be a time like 2026-01-31T12:00:00Z, not `" + text + "`"));
            return Instant.EPOCH;
        }
    }

    private Digest digest(TomlValue.Table table) {
        String hex = string(table, "sha256");
        return Digest.parse("sha256:" + hex).orElseGet(() -> {
            problems.add(table.spot().problem("`sha256` must be 64 lower-case hexadecimal digits, not `" + hex + "`"));
            return NONE;
        });
    }

    private String string(TomlValue.Table table, String key) {
        Optional<String> value = table.string(key, problems);
        if (value.isEmpty() && table.at(key).isEmpty()) {
            problems.add(table.spot().problem("`" + key + "` is missing"));
        }
        return value.orElse("");
    }

    private SortedSet<String> set(TomlValue.Table table, String key) {
        return new TreeSet<>(table.strings(key, problems));
    }
}
