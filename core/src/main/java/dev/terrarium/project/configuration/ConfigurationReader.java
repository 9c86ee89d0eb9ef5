package dev.terrarium.project.configuration;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Platform;
import dev.terrarium.project.configuration.Configuration.AllowedSecret;
import dev.terrarium.project.configuration.Configuration.Container;
import dev.terrarium.project.configuration.Configuration.Health;
import dev.terrarium.project.configuration.Configuration.ImageEntry;
import dev.terrarium.project.configuration.Configuration.OperatingSystem;
import dev.terrarium.project.configuration.Configuration.Selection;
import dev.terrarium.python.toml.TomlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns the table {@code [tool.terrarium]} into a {@link Configuration}, or into everything that is wrong with it.
 *
 * <p>{@link KeyChecks} has looked at every type before a value is taken here; what is left are rules between values.
 */
public final class ConfigurationReader {
    private final TomlValue.Table table;
    private final List<Problem> problems = new ArrayList<>();
    private final SourcesReader sources;

    private ConfigurationReader(TomlValue.Table table) {
        this.table = table;
        this.sources = new SourcesReader(table, problems);
    }

    /** @throws UserError with all problems at once */
    public static Configuration read(TomlValue.Table table) {
        var reader = new ConfigurationReader(table);
        new KeyChecks(reader.problems).check(table, ConfigurationKeys.ALL, "");
        new ContainerRules(reader.problems).check(table);
        new ImageRules(reader.problems).check(table);
        reader.checkBase();
        reader.sources.check();
        reader.checkAllowances();
        if (!reader.problems.isEmpty()) {
            throw new UserError(reader.problems);
        }
        return reader.configuration();
    }

    private void checkBase() {
        if (table.at("base").isPresent() && table.at("os").isPresent()) {
            problems.add(Problem.of(
                            ErrorCode.CONFIGURATION_INVALID,
                            "`os` and `base` exclude each other: an image has one operating system",
                            "take one of them out")
                    .at(table.at("base").get().spot().place()));
        }
    }

    private Configuration configuration() {
        var os = new OperatingSystem(
                string("os").map(name -> name.substring(name.indexOf(':') + 1)),
                strings(table, "packages"),
                strings(table, "without-libraries"),
                flag("shell", false),
                flag("security", true),
                flag("allow-expired-index", false));
        return new Configuration(
                os,
                string("python"),
                platforms(),
                string("org").orElse("app"),
                selection(table),
                container(table),
                sources.sources(),
                sources.interpreter(),
                tables(table, "image").stream().map(ConfigurationReader::image).toList());
    }

    private static Selection selection(TomlValue.Table from) {
        return new Selection(
                strings(from, "extras"),
                strings(from, "groups"),
                strings(from, "include"),
                strings(from, "exclude"),
                tables(from, "allow-secret").stream()
                        .map(one -> new AllowedSecret(
                                text(one, "path").orElseThrow().value(),
                                text(one, "reason").orElseThrow().value()))
                        .toList(),
                map(from, "wheel-conflicts"),
                strings(from, "prune"));
    }

    private static Container container(TomlValue.Table from) {
        return new Container(
                strings(from, "command"), commands(from), health(from), map(from, "env"), map(from, "labels"));
    }

    private static ImageEntry image(TomlValue.Table from) {
        return new ImageEntry(
                text(from, "name").orElseThrow().value(),
                text(from, "project").map(TomlValue.Text::value),
                text(from, "package").map(TomlValue.Text::value),
                selection(from),
                container(from));
    }

    private static SortedMap<String, List<String>> commands(TomlValue.Table from) {
        var commands = new TreeMap<String, List<String>>();
        TomlValue.Table declared = tableAt(from, "commands");
        declared.values().keySet().forEach(name -> commands.put(name, strings(declared, name)));
        return commands;
    }

    private static Health health(TomlValue.Table from) {
        TomlValue.Table health = tableAt(from, "health");
        return new Health(
                flag(health, "check", true),
                text(health, "path").map(TomlValue.Text::value),
                strings(health, "command"));
    }

    private List<Platform> platforms() {
        return strings(table, "platforms").stream()
                .flatMap(name -> Platform.parse(name).stream())
                .toList();
    }

    /** An allowance without a reason is one that nobody can take back. */
    private void checkAllowances() {
        for (TomlValue.Table allowance : tables(table, "allow-secret")) {
            for (String required : List.of("path", "reason")) {
                if (text(allowance, required)
                        .filter(text -> !text.value().isBlank())
                        .isEmpty()) {
                    problems.add(Problem.of(
                                    ErrorCode.CONFIGURATION_INVALID,
                                    "an `allow-secret` needs both `path` and `reason`",
                                    "write `allow-secret = [{ path = \"/path/of/file\", reason = \"why it may be seen\" }]`")
                            .at(allowance.spot().place()));
                    break;
                }
            }
        }
    }

    private static List<TomlValue.Table> tables(TomlValue.Table from, String key) {
        return SourcesReader.tablesAt(from, key);
    }

    private static TomlValue.Table tableAt(TomlValue.Table from, String key) {
        return from.at(key).orElse(null) instanceof TomlValue.Table inner
                ? inner
                : new TomlValue.Table(Map.of(), from.spot());
    }

    private Optional<String> string(String key) {
        return text(table, key).map(TomlValue.Text::value);
    }

    static Optional<TomlValue.Text> text(TomlValue.Table from, String key) {
        return from.at(key).orElse(null) instanceof TomlValue.Text text ? Optional.of(text) : Optional.empty();
    }

    private boolean flag(String key, boolean otherwise) {
        return flag(table, key, otherwise);
    }

    private static boolean flag(TomlValue.Table from, String key, boolean otherwise) {
        return from.at(key).orElse(null) instanceof TomlValue.Flag(var value, var spot) ? value : otherwise;
    }

    static List<String> strings(TomlValue.Table from, String key) {
        return texts(from, key).stream().map(TomlValue.Text::value).toList();
    }

    static List<TomlValue.Text> texts(TomlValue.Table from, String key) {
        return from.at(key).orElse(null) instanceof TomlValue.Array array
                ? array.items().stream()
                        .filter(TomlValue.Text.class::isInstance)
                        .map(TomlValue.Text.class::cast)
                        .toList()
                : List.of();
    }

    private static SortedMap<String, String> map(TomlValue.Table from, String key) {
        var map = new TreeMap<String, String>();
        tableAt(from, key).values().forEach((name, value) -> {
            if (value instanceof TomlValue.Text(var text, var spot)) {
                map.put(name, text);
            }
        });
        return map;
    }
}
