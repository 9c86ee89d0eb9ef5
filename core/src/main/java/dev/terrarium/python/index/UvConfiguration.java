package dev.terrarium.python.index;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import dev.terrarium.python.toml.Toml;
import dev.terrarium.python.toml.TomlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What uv would take from its variables and {@code uv.toml} files: the user's, then the host's.
 *
 * @param main the default index: the first one found
 * @param others before it, in order; those for named packages only ({@code explicit}) are left out
 * @see <a href="https://docs.astral.sh/uv/reference/settings/">uv, settings</a>
 */
record UvConfiguration(Optional<Source> main, List<Source> others, List<Source> links, boolean noIndex) {

    static UvConfiguration of(Environment environment) {
        var reader = new Reader(environment);
        reader.variables();
        reader.files().forEach(reader::file);
        return new UvConfiguration(
                reader.mains.stream().findFirst(),
                List.copyOf(reader.others),
                List.copyOf(reader.links),
                reader.noIndex);
    }

    private static final class Reader {
        private final Environment environment;
        private final List<Source> mains = new ArrayList<>();
        private final List<Source> others = new ArrayList<>();
        private final List<Source> links = new ArrayList<>();
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
            return named ? withLogin(source, word.substring(0, equals)) : source;
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
            table.tables("index", problems).forEach(index -> add(index, from, problems));
            Path directory = file.toAbsolutePath().resolveSibling(".").normalize();
            table.string("index-url", problems)
                    .ifPresent(url -> mains.add(SourceReader.read(Source.Kind.INDEX, url, directory, from)));
            table.strings("extra-index-url", problems)
                    .forEach(url -> others.add(SourceReader.read(Source.Kind.INDEX, url, directory, from)));
            table.strings("find-links", problems)
                    .forEach(url -> links.add(SourceReader.read(Source.Kind.LINKS, url, directory, from)));
            noIndex |= table.flag("no-index", problems).orElse(false);
            if (!problems.isEmpty()) {
                throw new UserError(problems);
            }
        }

        private void add(TomlValue.Table index, String from, List<Problem> problems) {
            Optional<String> url = index.string("url", problems);
            if (url.isEmpty() || index.flag("explicit", problems).orElse(false)) {
                return;
            }
            boolean flat =
                    index.string("format", problems).filter("flat"::equals).isPresent();
            Source read = SourceReader.read(
                    flat ? Source.Kind.LINKS : Source.Kind.INDEX, url.get(), environment.directory(), from);
            Source source = index.string("name", problems)
                    .map(name -> withLogin(read, name))
                    .orElse(read);
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
