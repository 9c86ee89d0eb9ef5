package dev.terrarium.project.configuration;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Platform;
import dev.terrarium.project.configuration.Configuration.AllowedSecret;
import dev.terrarium.project.configuration.Configuration.Container;
import dev.terrarium.project.configuration.Configuration.Health;
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
        var selection = new Selection(
                strings(table, "extras"),
                strings(table, "groups"),
                strings(table, "include"),
                strings(table, "exclude"),
                tables("allow-secret").stream()
                        .map(one -> new AllowedSecret(
                                text(one, "path").orElseThrow().value(),
                                text(one, "reason").orElseThrow().value()))
                        .toList(),
                map("wheel-conflicts"),
                strings(table, "prune"));
        var container = new Container(strings(table, "command"), commands(), health(), map("env"), map("labels"));
        return new Configuration(
                os,
                string("python"),
                platforms(),
                string("org").orElse("app"),
                selection,
                container,
                sources.sources(),
                sources.interpreter());
    }

    private SortedMap<String, List<String>> commands() {
        var commands = new TreeMap<String, List<String>>();
        TomlValue.Table declared = tableAt("commands");
        declared.values().keySet().forEach(name -> commands.put(name, strings(declared, name)));
        return commands;
    }

    private Health health() {
        TomlValue.Table health = tableAt("health");
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
        for (TomlValue.Table allowance : tables("allow-secret")) {
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

    private List<TomlValue.Table> tables(String key) {
        return SourcesReader.tablesAt(table, key);
    }

    private TomlValue.Table tableAt(String key) {
        return table.at(key).orElse(null) instanceof TomlValue.Table inner
                ? inner
                : new TomlValue.Table(Map.of(), table.spot());
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

    private SortedMap<String, String> map(String key) {
        var map = new TreeMap<String, String>();
        tableAt(key).values().forEach((name, value) -> {
            if (value instanceof TomlValue.Text(var text, var spot)) {
                map.put(name, text);
            }
        });
        return map;
    }
}
