package dev.terrarium.debian.source;

import dev.terrarium.debian.MalformedControl;
import dev.terrarium.debian.Stanza;
import dev.terrarium.io.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The host's apt configuration: {@code sources.list} and the files beside it, in both of their formats.
 *
 * <p>Read as text and never through apt, which need not be there. Lines and files that apt would refuse are passed over and named:
 * a build must not stand still because of an entry that is not for it.
 *
 * @param entries in the order of the files' names
 * @param ignored what was passed over, and why, for {@code doctor}
 * @see <a href="https://manpages.debian.org/trixie/apt/sources.list.5.en.html">sources.list(5)</a>
 */
record AptConfiguration(List<AptEntry> entries, List<String> ignored) {
    private static final long LONGEST = 1 << 20;
    private static final Pattern LINE = Pattern.compile("deb\\s+(?:\\[([^\\]]*)]\\s+)?(\\S+)\\s+(\\S+)(?:\\s+.*)?");

    AptConfiguration {
        entries = List.copyOf(entries);
        ignored = List.copyOf(ignored);
    }

    static AptConfiguration of(Environment environment) {
        var entries = new ArrayList<AptEntry>();
        var ignored = new ArrayList<String>();
        for (String file : files(environment)) {
            try {
                Path path = environment.hostFile(file);
                if (Files.size(path) > LONGEST) {
                    throw new MalformedControl("too large");
                }
                String text = Files.readString(path);
                entries.addAll(file.endsWith(".sources") ? paragraphs(text, file) : lines(text, file));
            } catch (IOException e) {
                ignored.add(file + ": " + e.getMessage());
            }
        }
        return new AptConfiguration(entries, ignored);
    }

    private static List<String> files(Environment environment) {
        var files = new ArrayList<String>();
        if (Files.isRegularFile(environment.hostFile("/etc/apt/sources.list"))) {
            files.add("/etc/apt/sources.list");
        }
        try (Stream<Path> parts = Files.list(environment.hostFile("/etc/apt/sources.list.d"))) {
            parts.map(part -> part.getFileName().toString())
                    .filter(name -> name.endsWith(".list") || name.endsWith(".sources"))
                    .sorted()
                    .forEach(name -> files.add("/etc/apt/sources.list.d/" + name));
        } catch (IOException e) {
            return files; // a host without apt has neither
        }
        return files;
    }

    static List<AptEntry> lines(String text, String file) {
        var entries = new ArrayList<AptEntry>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher matcher = LINE.matcher(line.replaceFirst("#.*", "").strip());
            if (matcher.matches()) {
                Optional<String> signedBy = Arrays.stream(
                                Optional.ofNullable(matcher.group(1)).orElse("").split("\\s+"))
                        .filter(option -> option.startsWith("signed-by="))
                        .map(option -> option.substring("signed-by=".length()))
                        .findFirst();
                entries.add(new AptEntry(
                        List.of(matcher.group(2)), List.of(matcher.group(3)), signedBy, file + ":" + number));
            }
        }
        return entries;
    }

    static List<AptEntry> paragraphs(String text, String file) throws MalformedControl {
        var entries = new ArrayList<AptEntry>();
        for (Stanza stanza : Stanza.read(text)) {
            boolean disabled = stanza.field("enabled")
                    .filter(value ->
                            List.of("no", "false", "without", "off", "disable").contains(value))
                    .isPresent();
            if (!disabled && stanza.words("types").contains("deb")) {
                entries.add(
                        new AptEntry(stanza.words("uris"), stanza.words("suites"), stanza.field("signed-by"), file));
            }
        }
        return entries;
    }
}
