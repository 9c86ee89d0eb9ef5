package dev.terrarium.project.configuration;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Platform;
import dev.terrarium.project.configuration.Configuration.AllowedSecret;
import dev.terrarium.project.configuration.Configuration.Container;
import dev.terrarium.project.configuration.Configuration.Health;
import dev.terrarium.project.configuration.Configuration.Mirror;
import dev.terrarium.project.configuration.Configuration.OperatingSystem;
import dev.terrarium.project.configuration.Configuration.Selection;
import dev.terrarium.project.configuration.Configuration.Sources;
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

    private ConfigurationReader(TomlValue.Table table) {
        this.table = table;
    }

    /** @throws UserError with all problems at once */
    public static Configuration read(TomlValue.Table table) {
        var reader = new ConfigurationReader(table);
        new KeyChecks(reader.problems).check(table, ConfigurationKeys.ALL, "");
        new ContainerRules(reader.problems).check(table);
        reader.checkBase();
        reader.checkUrls();
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

    /** A password in a file that is committed is known to everybody; and it would end up in errors. */
    private void checkUrls() {
        TomlValue.Table sources = tableAt("sources");
        var urls = new ArrayList<>(texts(sources, "python"));
        text(sources, "debian").ifPresent(urls::add);
        text(sources, "debian-security").ifPresent(urls::add);
        for (TomlValue.Table mirror : mirrors()) {
            text(mirror, "from").ifPresent(urls::add);
            text(mirror, "to").ifPresent(urls::add);
            for (String required : List.of("from", "to")) {
                if (mirror.at(required).isEmpty()) {
                    problems.add(Problem.of(ErrorCode.CONFIGURATION_INVALID, "a `mirror` needs both `from` and `to`")
                            .at(mirror.spot().place()));
                }
            }
        }
        for (TomlValue.Text url : urls) {
            if (ContainerRules.hasCredentials(url.value())) {
                problems.add(ContainerRules.problem(
                        url,
                        "a URL of the configuration holds credentials",
                        "take them out of the file, and put them into netrc or a variable of the environment"));
            }
        }
    }

    private Configuration configuration() {
        var os = new OperatingSystem(
                string("os").map(suite -> suite.substring("debian:".length())),
                strings(table, "packages"),
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
                map("wheel-conflicts"));
        var container = new Container(strings(table, "command"), commands(), health(), map("env"), map("labels"));
        return new Configuration(
                os, string("python"), platforms(), string("org").orElse("app"), selection, container, sources());
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

    private Sources sources() {
        TomlValue.Table sources = tableAt("sources");
        return new Sources(
                strings(sources, "python"),
                text(sources, "debian").map(TomlValue.Text::value),
                text(sources, "debian-security").map(TomlValue.Text::value),
                text(sources, "debian-keyring").map(TomlValue.Text::value),
                strings(sources, "debian-fingerprints"),
                mirrors().stream()
                        .map(mirror -> new Mirror(
                                text(mirror, "from").orElseThrow().value(),
                                text(mirror, "to").orElseThrow().value()))
                        .toList());
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

    private List<TomlValue.Table> mirrors() {
        return tables("mirror");
    }

    private List<TomlValue.Table> tables(String key) {
        return table.at(key).orElse(null) instanceof TomlValue.Array array
                ? array.items().stream()
                        .filter(TomlValue.Table.class::isInstance)
                        .map(TomlValue.Table.class::cast)
                        .toList()
                : List.of();
    }

    private TomlValue.Table tableAt(String key) {
        return table.at(key).orElse(null) instanceof TomlValue.Table inner
                ? inner
                : new TomlValue.Table(Map.of(), table.spot());
    }

    private Optional<String> string(String key) {
        return text(table, key).map(TomlValue.Text::value);
    }

    private static Optional<TomlValue.Text> text(TomlValue.Table from, String key) {
        return from.at(key).orElse(null) instanceof TomlValue.Text text ? Optional.of(text) : Optional.empty();
    }

    private boolean flag(String key, boolean otherwise) {
        return flag(table, key, otherwise);
    }

    private static boolean flag(TomlValue.Table from, String key, boolean otherwise) {
        return from.at(key).orElse(null) instanceof TomlValue.Flag(var value, var spot) ? value : otherwise;
    }

    private static List<String> strings(TomlValue.Table from, String key) {
        return texts(from, key).stream().map(TomlValue.Text::value).toList();
    }

    private static List<TomlValue.Text> texts(TomlValue.Table from, String key) {
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
