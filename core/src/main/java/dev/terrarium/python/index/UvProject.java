package dev.terrarium.python.index;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.python.toml.Toml;
import dev.terrarium.python.toml.TomlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/**
 * What a project says to uv about indexes: the settings of its {@code uv.toml}, else of {@code [tool.uv]}, and which package comes from where.
 *
 * @param settings the table that holds {@code index}
 * @param sources {@code [tool.uv.sources]}, which stands in pyproject.toml alone
 * @see <a href="https://docs.astral.sh/uv/concepts/indexes/">uv, package indexes</a>
 */
public record UvProject(Path directory, TomlValue.Table settings, String from, Optional<TomlValue.Table> sources) {
    /** The project's, if it says anything. */
    public static Optional<UvProject> read(Path directory) {
        Optional<TomlValue.Table> pyproject = file(directory, "pyproject.toml")
                .flatMap(table -> inner(table, "tool"))
                .flatMap(table -> inner(table, "uv"));
        Optional<TomlValue.Table> sources = pyproject.flatMap(table -> inner(table, "sources"));
        Optional<TomlValue.Table> own = file(directory, "uv.toml");
        return own.or(() -> pyproject)
                .map(table -> new UvProject(directory, table, own.isPresent() ? "uv.toml" : "[tool.uv]", sources));
    }

    private static Optional<TomlValue.Table> inner(TomlValue.Table table, String key) {
        return table.table(key, new ArrayList<>());
    }

    private static Optional<TomlValue.Table> file(Path directory, String name) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Toml.read(file, name, ErrorCode.CONFIGURATION_INVALID));
        } catch (IOException e) {
            throw new UserError(ErrorCode.CONFIGURATION_INVALID, "could not read `" + name + "`: permission denied");
        }
    }

    /** Nothing at all, for who has no such project. */
    static UvProject nothing(Path directory) {
        var spot = Toml.parse("", "nothing", ErrorCode.CONFIGURATION_INVALID).spot();
        return new UvProject(directory, new TomlValue.Table(Map.of(), spot), "nothing", Optional.empty());
    }
}
