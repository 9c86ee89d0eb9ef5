package dev.terrarium.python.index;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What pip would take from its variables and configuration files: of each key the most personal value, as pip does.
 *
 * @see <a href="https://pip.pypa.io/en/stable/topics/configuration/">pip, configuration</a>
 */
final class PipConfiguration {
    private static final int LARGEST = 1 << 20;

    private final Environment environment;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    /** @param directory what relative paths in the value are relative to */
    record Setting(String value, String from, Path directory) {
        List<String> words() {
            return List.of(value.strip().split("\\s+")).stream()
                    .filter(word -> !word.isEmpty())
                    .toList();
        }

        boolean isOn() {
            return List.of("1", "true", "yes", "on", "y", "t")
                    .contains(value.strip().toLowerCase(Locale.ROOT));
        }
    }

    private PipConfiguration(Environment environment) {
        this.environment = environment;
    }

    static PipConfiguration of(Environment environment) {
        var configuration = new PipConfiguration(environment);
        for (String key : List.of("index-url", "extra-index-url", "find-links", "no-index")) {
            String variable = "PIP_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
            environment
                    .variable(variable)
                    .ifPresent(value ->
                            configuration.settings.put(key, new Setting(value, variable, environment.directory())));
        }
        configuration.files().forEach(configuration::add);
        return configuration;
    }

    Optional<Setting> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /** The most personal first. {@code PIP_CONFIG_FILE=/dev/null} means none, to pip and so to us. */
    private List<Path> files() {
        Optional<String> named = environment.variable("PIP_CONFIG_FILE");
        if (named.filter("/dev/null"::equals).isPresent()) {
            return List.of();
        }
        var files = new ArrayList<Path>();
        named.ifPresent(file -> files.add(environment.directory().resolve(file)));
        environment.variable("VIRTUAL_ENV").ifPresent(directory -> files.add(Path.of(directory, "pip.conf")));
        files.add(userDirectory(environment).resolve("pip/pip.conf"));
        files.add(environment.home().resolve(".pip/pip.conf"));
        files.add(environment.hostFile("/etc/pip.conf"));
        hostDirectories(environment).forEach(directory -> files.add(directory.resolve("pip/pip.conf")));
        return files;
    }

    /** {@code XDG_CONFIG_HOME}, else {@code ~/.config}. */
    static Path userDirectory(Environment environment) {
        return environment
                .variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(environment.home().resolve(".config"));
    }

    /** {@code XDG_CONFIG_DIRS}, else {@code /etc/xdg}. */
    static List<Path> hostDirectories(Environment environment) {
        return List.of(environment
                        .variable("XDG_CONFIG_DIRS")
                        .orElse("/etc/xdg")
                        .split(":"))
                .stream()
                .filter(directory -> directory.startsWith("/"))
                .map(environment::hostFile)
                .toList();
    }

    private void add(Path file) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        String from = "/" + environment.root().relativize(file.toAbsolutePath());
        Map<String, String> read = new LinkedHashMap<>();
        for (String section : List.of("install", "global")) {
            sections(text(file)).getOrDefault(section, Map.of()).forEach(read::putIfAbsent);
        }
        read.forEach((key, value) -> settings.putIfAbsent(key, new Setting(value, from, environment.directory())));
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserError(ErrorCode.CONFIGURATION_INVALID, "could not read `" + file + "`: " + e.getMessage());
        }
    }

    /** Sections of an INI file as Python's {@code configparser} reads them: indented lines go on with the value before. */
    static Map<String, Map<String, String>> sections(String text) {
        var sections = new LinkedHashMap<String, Map<String, String>>();
        Map<String, String> section = new LinkedHashMap<>();
        String key = "";
        for (String line : text.lines().toList()) {
            String content = line.strip();
            if (content.isEmpty() || content.startsWith("#") || content.startsWith(";")) {
                continue;
            }
            if (Character.isWhitespace(line.charAt(0)) && !key.isEmpty()) {
                section.merge(key, content, (before, more) -> before + "\n" + more);
            } else if (content.startsWith("[") && content.endsWith("]")) {
                section = sections.computeIfAbsent(
                        content.substring(1, content.length() - 1), name -> new LinkedHashMap<>());
                key = "";
            } else {
                int end = separator(content);
                key = content.substring(0, end).strip().toLowerCase(Locale.ROOT).replace('_', '-');
                section.put(
                        key,
                        end == content.length()
                                ? ""
                                : content.substring(end + 1).strip());
            }
        }
        return sections;
    }

    private static int separator(String line) {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':');
        int first = equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
        return first < 0 ? line.length() : first;
    }
}
