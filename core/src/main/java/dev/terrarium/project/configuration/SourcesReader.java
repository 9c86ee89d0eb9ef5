package dev.terrarium.project.configuration;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.project.configuration.Configuration.Mirror;
import dev.terrarium.project.configuration.Configuration.Sources;
import dev.terrarium.python.toml.TomlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the tables that say where packages and the interpreter come from, and finds what does not go together in them. */
final class SourcesReader {
    private final TomlValue.Table sources;
    private final TomlValue.Table interpreter;
    private final List<TomlValue.Table> repositories;
    private final List<TomlValue.Table> mirrors;
    private final List<Problem> problems;

    /** @param table the configuration, whose types were checked */
    SourcesReader(TomlValue.Table table, List<Problem> problems) {
        this.sources = tableAt(table, "sources");
        this.interpreter = tableAt(table, "interpreter");
        this.repositories = tablesAt(sources, "debian");
        this.mirrors = tablesAt(table, "mirror");
        this.problems = problems;
    }

    void check() {
        checkUrls();
        mirrors.forEach(mirror -> require(mirror, "mirror", "from", "to"));
        repositories.forEach(repository -> require(repository, "sources.debian", "name", "url"));
        checkRepositories();
        checkInterpreter();
    }

    /** A password in a file that is committed is known to everybody; and it would end up in errors. */
    private void checkUrls() {
        var urls = new ArrayList<>(ConfigurationReader.texts(sources, "python"));
        for (String key : List.of(
                "debian", "debian-security", "debian-snapshot", "ubuntu", "ubuntu-security", "ubuntu-snapshot")) {
            ConfigurationReader.text(sources, key).ifPresent(urls::add);
        }
        ConfigurationReader.text(interpreter, "archive").ifPresent(urls::add);
        repositories.forEach(
                repository -> ConfigurationReader.text(repository, "url").ifPresent(urls::add));
        for (TomlValue.Table mirror : mirrors) {
            ConfigurationReader.text(mirror, "from").ifPresent(urls::add);
            ConfigurationReader.text(mirror, "to").ifPresent(urls::add);
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

    private void require(TomlValue.Table table, String what, String one, String other) {
        if (table.at(one).isEmpty() || table.at(other).isEmpty()) {
            problems.add(Problem.of(
                            ErrorCode.CONFIGURATION_INVALID,
                            "a `" + what + "` needs both `" + one + "` and `" + other + "`")
                    .at(table.spot().place()));
        }
    }

    private void checkRepositories() {
        var names = new HashSet<String>();
        for (TomlValue.Table repository : repositories) {
            if (repository.at("suite").isPresent() && keys(repository).isEmpty()) {
                problems.add(Problem.of(
                                ErrorCode.CONFIGURATION_INVALID,
                                "a repository needs a `key`: nobody vouches for it",
                                "name the file of its public key, relative to the project, or the key's fingerprint")
                        .at(repository.spot().place()));
            }
            ConfigurationReader.text(repository, "name")
                    .filter(name -> repository.at("suite").isPresent() && !names.add(name.value()))
                    .ifPresent(name -> problems.add(Problem.of(
                                    ErrorCode.CONFIGURATION_INVALID,
                                    "two repositories are called `" + name.value() + "`",
                                    "locks know them by their names: call one of them otherwise")
                            .at(name.spot().place())));
        }
    }

    private void checkInterpreter() {
        boolean archive = interpreter.at("archive").isPresent();
        boolean source = interpreter.at("source").isPresent();
        String wrong = "";
        if (archive && source) {
            wrong = "`interpreter.archive` and `interpreter.source` exclude each other: an image has one CPython";
        } else if (archive && interpreter.at("sha256").isEmpty()) {
            wrong = "`interpreter.archive` needs `interpreter.sha256`: nobody else vouches for it";
        } else if (!archive && interpreter.at("sha256").isPresent()) {
            wrong = "`interpreter.sha256` is of no archive: `interpreter.archive` is missing";
        }
        if (!wrong.isEmpty()) {
            problems.add(Problem.of(ErrorCode.CONFIGURATION_INVALID, wrong)
                    .at(interpreter.spot().place()));
        }
        ConfigurationReader.text(interpreter, "source")
                .filter(name -> repositories.stream()
                        .noneMatch(repository -> repository.at("suite").isPresent()
                                && string(repository, "name").equals(Optional.of(name.value()))))
                .ifPresent(name -> problems.add(Problem.of(
                                ErrorCode.CONFIGURATION_INVALID,
                                "`interpreter.source`: no repository is called `" + name.value() + "`",
                                "configure it in [[tool.terrarium.sources.debian]], with its `suite`")
                        .at(name.spot().place())));
    }

    Sources sources() {
        return new Sources(
                ConfigurationReader.strings(sources, "python"),
                distribution("debian"),
                distribution("ubuntu"),
                repositories.stream().map(SourcesReader::repository).toList(),
                mirrors.stream()
                        .map(mirror -> new Mirror(
                                string(mirror, "from").orElseThrow(),
                                string(mirror, "to").orElseThrow()))
                        .toList());
    }

    private DistributionSources distribution(String id) {
        return new DistributionSources(
                string(sources, id),
                string(sources, id + "-security"),
                string(sources, id + "-keyring"),
                ConfigurationReader.strings(sources, id + "-fingerprints"),
                string(sources, id + "-snapshot"));
    }

    private static RepositoryTable repository(TomlValue.Table table) {
        List<String> components = ConfigurationReader.strings(table, "components");
        return new RepositoryTable(
                string(table, "name").orElseThrow(),
                string(table, "url").orElseThrow(),
                string(table, "suite"),
                components.isEmpty() ? List.of("main") : components,
                keys(table),
                ConfigurationReader.strings(table, "replaces"));
    }

    private static List<String> keys(TomlValue.Table table) {
        return string(table, "key").map(List::of).orElseGet(() -> ConfigurationReader.strings(table, "key"));
    }

    InterpreterTable interpreter() {
        return new InterpreterTable(
                string(interpreter, "archive"), string(interpreter, "sha256"), string(interpreter, "source"));
    }

    private static Optional<String> string(TomlValue.Table table, String key) {
        return ConfigurationReader.text(table, key).map(TomlValue.Text::value);
    }

    private static TomlValue.Table tableAt(TomlValue.Table table, String key) {
        return table.at(key).orElse(null) instanceof TomlValue.Table inner
                ? inner
                : new TomlValue.Table(Map.of(), table.spot());
    }

    static List<TomlValue.Table> tablesAt(TomlValue.Table table, String key) {
        return table.at(key).orElse(null) instanceof TomlValue.Array array
                ? array.items().stream()
                        .filter(TomlValue.Table.class::isInstance)
                        .map(TomlValue.Table.class::cast)
                        .toList()
                : List.of();
    }
}
