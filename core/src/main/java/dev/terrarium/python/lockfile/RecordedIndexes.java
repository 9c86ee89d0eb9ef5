package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.index.PythonSources;
import dev.terrarium.python.index.Source;
import dev.terrarium.python.toml.Toml;
import dev.terrarium.python.toml.TomlValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** From which index each package of a lock was taken, where the lock says so; what is no address says nothing. */
public final class RecordedIndexes {
    private RecordedIndexes() {}

    /** Of a {@code uv.lock}: {@code source = { registry = "…" }}. */
    public static SortedMap<PackageName, Source> ofUv(Path file) {
        return read(file, "package", table -> inner(table, "source").flatMap(source -> text(source, "registry")));
    }

    /** Of a {@code pylock.toml}: {@code index = "…"}. */
    public static SortedMap<PackageName, Source> ofPylock(Path file) {
        return read(file, "packages", table -> text(table, "index"));
    }

    /** Of a {@code poetry.lock}: {@code [package.source]} of the type {@code legacy}; the default index is never written. */
    public static SortedMap<PackageName, Source> ofPoetry(Path file) {
        return read(
                file,
                "package",
                table -> inner(table, "source")
                        .filter(source ->
                                text(source, "type").filter("legacy"::equals).isPresent())
                        .flatMap(source -> text(source, "url")));
    }

    private static SortedMap<PackageName, Source> read(
            Path file, String key, Function<TomlValue.Table, Optional<String>> address) {
        var recorded = new TreeMap<PackageName, Source>();
        String name = String.valueOf(file.getFileName());
        for (TomlValue.Table table : tables(file, name, key)) {
            Optional<String> url = address.apply(table).filter(text -> text.matches("https?://[^\\s/]+\\S*"));
            Optional<PackageName> known = text(table, "name").flatMap(PackageName::parse);
            if (url.isPresent() && known.isPresent()) {
                PythonSources.configured(List.of(url.get()), file.resolveSibling("."), name)
                        .forEach(source -> recorded.put(known.get(), source));
            }
        }
        return recorded;
    }

    private static List<TomlValue.Table> tables(Path file, String name, String key) {
        try {
            return Toml.read(file, name, ErrorCode.LOCK_INVALID).tables(key, new ArrayList<>());
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<TomlValue.Table> inner(TomlValue.Table table, String key) {
        return table.table(key, new ArrayList<>());
    }

    private static Optional<String> text(TomlValue.Table table, String key) {
        return table.string(key, new ArrayList<>());
    }
}
