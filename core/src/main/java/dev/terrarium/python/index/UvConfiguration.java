package dev.terrarium.python.index;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.toml.Toml;
import dev.terrarium.python.toml.TomlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What uv would take from its variables and {@code uv.toml} files: the user's, then the host's.
 *
 * @param main the default index: the first one found
 * @param others before it, in order; those for named packages only ({@code explicit}) are left out
 * @param named all that have a name, those for named packages only among them
 * @param bound what comes from certain indexes alone
 * @see <a href="https://docs.astral.sh/uv/reference/settings/">uv, settings</a>
 */
record UvConfiguration(
        Optional<Source> main,
        List<Source> others,
        List<Source> links,
        boolean noIndex,
        SortedMap<String, Source> named,
        SortedMap<PackageName, List<Source>> bound) {

    static UvConfiguration of(Environment environment, Optional<UvProject> project) {
        var reader = new Reader(environment);
        reader.variables();
        project.ifPresent(reader::project);
        reader.files().forEach(reader::file);
        return new UvConfiguration(
                reader.mains.stream().findFirst(),
                List.copyOf(reader.others),
                List.copyOf(reader.links),
                reader.noIndex,
                reader.named,
                project.map(reader::bound).orElseGet(TreeMap::new));
    }

    private static final class Reader {
        private final Environment environment;
        private final List<Source> mains = new ArrayList<>();
        private final List<Source> others = new ArrayList<>();
        private final List<Source> links = new ArrayList<>();
        private final SortedMap<String, Source> named = new TreeMap<>();
        private boolean noIndex;

        Reader(Environment environment) {
            this.environment = environment;
        }

        void variables() {
            words("UV_DEFAULT_INDEX", "\\s+").forEach(word -> mains.add(index(word, "UV_DEFAULT_INDEX")));
            words("UV_INDEX_URL", "\\s+").forEach(word -> mains.add(index(word, "UV_INDEX_URL")));
            words("UV_INDEX", "\\s+").forEach(word -> others.add(index(word, "UV_INDEX")));
            words("UV_EXTRA_INDEX_URL", "\\s+").forEach(word -> others.add(index(word, "UV_EXTRA_INDEX_URL")));
            words("UV_FIND_LINKS", "[,\\s]+")
                    .forEach(word -> links.add(
                            SourceReader.read(Source.Kind.LINKS, word, environment.directory(), "UV_FIND_LINKS")));
            noIndex = environment
                    .variable("UV_NO_INDEX")
                    .filter(value -> !List.of("0", "false").contains(value))
                    .isPresent();
        }

        private List<String> words(String variable, String separator) {
            return environment.variable(variable).stream()
                    .flatMap(value -> List.of(value.strip().split(separator)).stream())
                    .filter(word -> !word.isEmpty())
                    .toList();
        }

        /** {@code name=address} or an address; a name finds the login in variables of its own. */
        private Source index(String word, String from) {
            int equals = word.indexOf('=');
            boolean named = equals > 0 && word.substring(0, equals).matches("[A-Za-z0-9._-]+");
            Source source = SourceReader.read(
                    Source.Kind.INDEX, named ? word.substring(equals + 1) : word, environment.directory(), from);
            if (!named) {
                return source;
            }
            Source known = withLogin(source, word.substring(0, equals));
            this.named.putIfAbsent(word.substring(0, equals), known);
            return known;
        }

        private Source withLogin(Source source, String name) {
            String prefix = "UV_INDEX_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
            return SourceReader.withLogin(
                    source, environment.variable(prefix + "_USERNAME"), environment.variable(prefix + "_PASSWORD"));
        }

        List<Path> files() {
            Optional<String> named = environment.variable("UV_CONFIG_FILE");
            if (named.isPresent()) {
                return List.of(environment.directory().resolve(named.get()));
            }
            if (environment.variable("UV_NO_CONFIG").isPresent()) {
                return List.of();
            }
            var files = new ArrayList<>(
                    List.of(PipConfiguration.userDirectory(environment).resolve("uv/uv.toml")));
            PipConfiguration.hostDirectories(environment)
                    .forEach(directory -> files.add(directory.resolve("uv/uv.toml")));
            files.add(environment.hostFile("/etc/uv/uv.toml"));
            return files;
        }

        void file(Path file) {
            if (!Files.isRegularFile(file)) {
                return;
            }
            String from = "/" + environment.root().relativize(file.toAbsolutePath());
            var problems = new ArrayList<Problem>();
            TomlValue.Table table = read(file, from);
            settings(table, file.toAbsolutePath().resolveSibling(".").normalize(), from, problems);
            if (!problems.isEmpty()) {
                throw new UserError(problems);
            }
        }

        /** The project's own settings, which are stronger than the user's and the host's. */
        void project(UvProject project) {
            var problems = new ArrayList<Problem>();
            settings(project.settings(), project.directory(), project.from(), problems);
            if (!problems.isEmpty()) {
                throw new UserError(problems);
            }
        }

        /** Which packages come from named indexes alone. */
        SortedMap<PackageName, List<Source>> bound(UvProject project) {
            var bound = new TreeMap<PackageName, List<Source>>();
            var problems = new ArrayList<Problem>();
            project.sources()
                    .ifPresent(table -> table.values()
                            .forEach((name, value) -> PackageName.parse(name)
                                    .ifPresent(known -> indexesOf(value, problems)
                                            .forEach(index -> bind(known, index, bound, problems)))));
            if (!problems.isEmpty()) {
                throw new UserError(problems);
            }
            return bound;
        }

        /** Of a source with several entries, for different platforms, all. */
        private static List<TomlValue.Text> indexesOf(TomlValue value, List<Problem> problems) {
            List<TomlValue.Table> tables = switch (value) {
                case TomlValue.Table table -> List.of(table);
                case TomlValue.Array array -> array.tables("sources", problems);
                default -> List.of();
            };
            return tables.stream()
                    .flatMap(table -> table.at("index").stream())
                    .filter(TomlValue.Text.class::isInstance)
                    .map(TomlValue.Text.class::cast)
                    .toList();
        }

        private void bind(
                PackageName name,
                TomlValue.Text index,
                SortedMap<PackageName, List<Source>> bound,
                List<Problem> problems) {
            Source source = named.get(index.value());
            if (source == null) {
                problems.add(Problem.of(
                                ErrorCode.SOURCE_MISSING,
                                "`" + name + "` comes from the index `" + Malformed.shown(index.value())
                                        + "`, which nothing defines",
                                "define it in [[tool.uv.index]] with `name` and `url`")
                        .at(index.spot().place()));
            } else {
                bound.merge(
                        name,
                        List.of(source),
                        (one, more) -> Stream.concat(one.stream(), more.stream())
                                .distinct()
                                .toList());
            }
        }

        private void settings(TomlValue.Table table, Path directory, String from, List<Problem> problems) {
            table.tables("index", problems).forEach(index -> add(index, directory, from, problems));
            table.string("index-url", problems)
                    .ifPresent(url -> mains.add(SourceReader.read(Source.Kind.INDEX, url, directory, from)));
            table.strings("extra-index-url", problems)
                    .forEach(url -> others.add(SourceReader.read(Source.Kind.INDEX, url, directory, from)));
            table.strings("find-links", problems)
                    .forEach(url -> links.add(SourceReader.read(Source.Kind.LINKS, url, directory, from)));
            noIndex |= table.flag("no-index", problems).orElse(false);
        }

        private void add(TomlValue.Table index, Path directory, String from, List<Problem> problems) {
            Optional<String> url = index.string("url", problems);
            if (url.isEmpty()) {
                return;
            }
            boolean explicit = index.flag("explicit", problems).orElse(false);
            boolean flat =
                    index.string("format", problems).filter("flat"::equals).isPresent();
            Source read = SourceReader.read(flat ? Source.Kind.LINKS : Source.Kind.INDEX, url.get(), directory, from);
            Source source = index.string("name", problems)
                    .map(name -> withLogin(read, name))
                    .orElse(read);
            index.string("name", problems).ifPresent(name -> named.putIfAbsent(name, source));
            if (explicit) {
                return;
            }
            if (flat) {
                links.add(source);
            } else if (index.flag("default", problems).orElse(false)) {
                mains.add(source);
            } else {
                others.add(source);
            }
        }

        private static TomlValue.Table read(Path file, String from) {
            try {
                return Toml.read(file, from, ErrorCode.CONFIGURATION_INVALID);
            } catch (IOException e) {
                throw new UserError(
                        ErrorCode.CONFIGURATION_INVALID, "could not read `" + from + "`: " + e.getMessage());
            }
        }
    }
}
