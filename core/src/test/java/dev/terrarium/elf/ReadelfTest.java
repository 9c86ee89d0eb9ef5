package dev.terrarium.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The host's own libraries, read by us and by {@code readelf}. */
class ReadelfTest {
    private static final Pattern DYNAMIC = Pattern.compile("\\((NEEDED|SONAME|RPATH|RUNPATH)\\)[^\\[]*\\[([^]]*)]");
    private static final Pattern NEED = Pattern.compile("Version: 1  File: (\\S+)  Cnt:");
    private static final Pattern VERSION = Pattern.compile("^ +(?:0x)?[0-9a-f]+: +Name: (\\S+)  Flags:");
    private static final Pattern DEFINITION = Pattern.compile("Rev: 1  Flags: (\\S+) .*Cnt: \\d+  Name: (\\S+)");
    private static final Pattern BUILD_ID = Pattern.compile("Build ID: ([0-9a-f]+)");

    @Test
    void theHostsLibrariesReadAsReadelfReadsThem() throws Exception {
        List<Path> libraries = libraries();
        if (libraries.isEmpty() || !runs("readelf", "--version")) {
            Assumptions.abort("oracle missing: readelf, or libraries to read");
        }
        for (Path library : libraries) {
            assertThat(ours(library)).as("%s", library).isEqualTo(theirs(library));
        }
    }

    private static List<Path> libraries() throws IOException {
        var found = new ArrayList<Path>();
        for (String directory : List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/bin")) {
            if (Files.isDirectory(Path.of(directory))) {
                try (Stream<Path> files = Files.list(Path.of(directory))) {
                    files.filter(file -> !Files.isSymbolicLink(file) && Files.isRegularFile(file) && hasMagic(file))
                            .sorted()
                            .limit(60)
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    private static boolean hasMagic(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Elf.isElf(in.readNBytes(4));
        } catch (IOException e) {
            return false;
        }
    }

    private static Set<String> ours(Path library) throws IOException {
        Elf elf = Elf.read(Files.readAllBytes(library));
        var facts = new TreeSet<String>();
        elf.needed().forEach(name -> facts.add("NEEDED " + name));
        elf.soname().ifPresent(name -> facts.add("SONAME " + name));
        elf.rpath().forEach(path -> facts.add("RPATH " + path));
        elf.runpath().forEach(path -> facts.add("RUNPATH " + path));
        elf.versionNeeds().forEach(need -> need.versions().forEach(v -> facts.add(need.soname() + " " + v)));
        elf.definitions().forEach(version -> facts.add("DEFINES " + version));
        elf.buildId().ifPresent(id -> facts.add("ID " + id));
        return facts;
    }

    private static Set<String> theirs(Path library) throws Exception {
        var facts = new TreeSet<String>();
        String file = "";
        for (String line : run("readelf", "-W", "-d", "-V", "-n", library.toString())) {
            Matcher dynamic = DYNAMIC.matcher(line);
            Matcher need = NEED.matcher(line);
            Matcher version = VERSION.matcher(line);
            Matcher definition = DEFINITION.matcher(line);
            Matcher id = BUILD_ID.matcher(line);
            if (dynamic.find()) {
                for (String one : dynamic.group(2).split(":")) {
                    facts.add(dynamic.group(1) + " " + one);
                }
            } else if (need.find()) {
                file = need.group(1);
            } else if (definition.find()) {
                if (!definition.group(1).equals("BASE")) {
                    facts.add("DEFINES " + definition.group(2));
                }
            } else if (version.find()) {
                facts.add(file + " " + version.group(1));
            } else if (id.find()) {
                facts.add("ID " + id.group(1));
            }
        }
        return facts;
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            run(command);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text.lines().toList();
    }
}
