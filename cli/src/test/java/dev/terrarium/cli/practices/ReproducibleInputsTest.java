package dev.terrarium.cli.practices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Version;
import dev.terrarium.json.JsonNode;
import dev.terrarium.python.PackageName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;

/** Step six, reproducible: nothing is in an image that no lock names. */
@Tag("e2e")
class ReproducibleInputsTest {
    private static final Pattern PINNED =
            Pattern.compile("(?m)^([A-Za-z0-9._-]+)==([^ ;\\\\]+)( ;[^\\\\]*)? \\\\\n +--hash=sha256:[0-9a-f]{64}");
    private static final Pattern LOCKED = Pattern.compile(
            "\\[\\[(package|build-requirement)]]\n(?:platform = \"[^\"]+\"\n)?name = \"([^\"]+)\"\nversion = \"([^\"]+)\"\n[^\\[]*?sha256 = \"[0-9a-f]{64}\"");

    @Practice("base-tag-explicit")
    void theSuiteAndTheInterpreterAreNamed() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(image.labels()).containsEntry("org.opencontainers.image.base.name", "debian:trixie");
            assertThat(image.interpreter()).matches("3\\.13\\.[0-9]+");
            assertThat(image.text("etc/os-release")).contains("VERSION_CODENAME=trixie");
        }
    }

    @Practice("base-digest-pinned")
    void theBaseIsTheOneOfTheLock() throws Exception {
        for (BuiltImage image : Images.all()) {
            String lock = lock(image);
            for (Map.Entry<String, JsonNode> suite : image.record("dev.terrarium.base")
                    .required("digests")
                    .members()
                    .entrySet()) {
                String hex = suite.getValue().text().substring("sha256:".length());
                assertThat(lock)
                        .containsPattern(
                                "\\[\\[suite]]\nname = \"" + suite.getKey() + "\"\n[^\\[]*sha256 = \"" + hex + "\"");
            }
        }
    }

    @Practice("tool-versions-pinned")
    void whoMadeTheImageAndTheWheelIsRecorded() throws Exception {
        for (BuiltImage image : Images.all()) {
            JsonNode builder = image.record("dev.terrarium.builder");
            assertThat(builder.required("version").text()).isEqualTo(Version.NUMBER);
            assertThat(builder.members()).containsKeys("installRules", "tarRules", "encoder");
            assertThat(Installed.in(image))
                    .allMatch(installed -> image.text(installed.directory() + "/INSTALLER")
                            .strip()
                            .equals("Terrarium"));
        }
        Installed project = Installed.in(Images.ofService()).stream()
                .filter(installed -> installed.name().equals("prices"))
                .findFirst()
                .orElseThrow();
        String hatchling = locked(Images.ofService(), "build-requirement").get("hatchling");
        assertThat(project.wheel("Generator")).contains("hatchling " + hatchling);
    }

    @Practice("full-lock-of-transitives")
    void whatAPackageAlwaysRequiresIsThere() {
        for (BuiltImage image : Images.all()) {
            var names = Installed.in(image).stream().map(Installed::name).collect(Collectors.toSet());
            for (Installed installed : Installed.in(image)) {
                assertThat(image.text(installed.directory() + "/METADATA")
                                .lines()
                                .takeWhile(line -> !line.isEmpty())
                                .filter(line -> line.startsWith("Requires-Dist: ") && !line.contains(";"))
                                .map(line -> line.substring("Requires-Dist: ".length())
                                        .split("[^A-Za-z0-9._-]")[0])
                                .map(name ->
                                        PackageName.parse(name).orElseThrow().toString()))
                        .as(installed.toString())
                        .isSubsetOf(names);
            }
        }
    }

    @Practice("lock-enforced-at-install")
    void exactlyWhatTheProjectsLockNamesIsInstalled() throws Exception {
        for (BuiltImage image : Images.all()) {
            Map<String, String> installed = Installed.in(image).stream()
                    .filter(one -> !one.name().equals("prices"))
                    .collect(Collectors.toMap(Installed::name, Installed::version));
            assertThat(pinned(image, true)).containsAllEntriesOf(installed);
            assertThat(installed).containsAllEntriesOf(pinned(image, false));
        }
    }

    @Practice("build-dependencies-locked")
    void whatTheProjectsWheelWasBuiltWithIsInTheLockAndNotInTheImage() throws Exception {
        BuiltImage image = Images.ofService();
        Map<String, String> locked = locked(image, "build-requirement");
        assertThat(locked).containsKeys("hatchling", "packaging", "pathspec", "pluggy");
        assertThat(Installed.in(image).stream().map(Installed::name)).doesNotContain("hatchling", "pathspec", "pluggy");
    }

    @Practice("git-deps-at-commits")
    void nothingWasCheckedOutFromGitAndGitIsNotThere() {
        for (BuiltImage image : Images.all()) {
            assertThat(image.items().map(Item::name)).doesNotContain("direct_url.json", "git");
        }
    }

    @Practice("os-packages-repeatable")
    void everyPackageOfTheSystemHasTheVersionOfTheLock() throws Exception {
        for (BuiltImage image : Images.all()) {
            var installed = new TreeMap<String, String>();
            image.below("var/lib/dpkg/status.d")
                    .filter(item -> !item.name().endsWith(".md5sums"))
                    .map(item -> new String(item.bytes(), UTF_8))
                    .forEach(stanza -> installed.put(field(stanza, "Package"), field(stanza, "Version")));
            assertThat(installed).hasSizeGreaterThan(20).isEqualTo(locked(image, "package"));
        }
    }

    @Practice("no-moving-fetches")
    void everythingThatWasFetchedHasADigestInALock() throws Exception {
        for (BuiltImage image : Images.all()) {
            assertThat(locked(image, "package").keySet())
                    .containsAll(image.below("var/lib/dpkg/status.d")
                            .map(Item::name)
                            .filter(name -> !name.endsWith(".md5sums"))
                            .toList());
            assertThat(pinned(image, true).keySet())
                    .containsAll(Installed.in(image).stream()
                            .map(Installed::name)
                            .filter(name -> !name.equals("prices"))
                            .toList());
        }
    }

    @Practice("platform-not-hard-coded")
    void thePlatformIsTheOneThatWasAskedForAndTheLockCoversIt() throws Exception {
        for (BuiltImage image : Images.all()) {
            JsonNode platform = image.index().itemsOf("manifests").getFirst().required("platform");
            String architecture = platform.required("architecture").text();
            assertThat(image.config().textOf("architecture")).contains(architecture);
            assertThat(lock(image)).contains("platforms = [\"linux/" + architecture + "\"]");
        }
    }

    private static String lock(BuiltImage image) throws IOException {
        return Files.readString(image.project().resolve("terrarium.lock"));
    }

    /** Names and versions of terrarium.lock's entries of one kind, each with a digest. */
    private static Map<String, String> locked(BuiltImage image, String kind) throws IOException {
        return LOCKED.matcher(lock(image))
                .results()
                .filter(entry -> entry.group(1).equals(kind))
                .collect(Collectors.toMap(entry -> entry.group(2), entry -> entry.group(3)));
    }

    /** Names and versions of the project's lock, with or without those that only some machines need. */
    private static Map<String, String> pinned(BuiltImage image, boolean conditional) throws IOException {
        return PINNED.matcher(Files.readString(image.project().resolve("requirements.txt")))
                .results()
                .filter(line -> conditional || line.group(3) == null)
                .collect(Collectors.toMap(
                        line -> PackageName.parse(line.group(1)).orElseThrow().toString(),
                        (MatchResult line) -> line.group(2)));
    }

    private static String field(String stanza, String name) {
        return stanza.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow();
    }
}
