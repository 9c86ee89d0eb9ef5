package dev.terrarium.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.http.JavaHttp;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Progress;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.Target;
import dev.terrarium.python.Version;
import dev.terrarium.python.index.IndexFile;
import dev.terrarium.python.index.Indexes;
import dev.terrarium.python.index.PythonSources;
import dev.terrarium.python.index.Source;
import dev.terrarium.testkit.PackageIndexServer;
import dev.terrarium.testkit.PackageIndexServer.Options;
import dev.terrarium.testkit.Reply;
import dev.terrarium.testkit.WheelRecipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildRequirementsTest {
    private static final Target TARGET = new Target(13, 5, Platform.AMD64, 41);

    @TempDir
    Path directory;

    private final List<String> fetched = new ArrayList<>();

    @Test
    void theNewestAllowedVersionsOfTheClosureAreFound() {
        try (var index = filled(Options.JSON)) {
            assertThat(resolved(index, Map.of(), "backend[color]>=1,<2", "tool; python_version < '3'"))
                    .containsExactly("backend 1.9", "color 3.0", "helper 2.0");
            assertThat(fetched).isEmpty();
            assertThat(index.requests()).contains("/files/backend-1.9-py3-none-any.whl.metadata");
        }
    }

    @Test
    void metadataComesOutOfTheWheelWhenTheIndexHasNone() {
        try (var index = filled(Options.JSON.withHtml().withoutMetadata())) {
            assertThat(resolved(index, Map.of(), "backend<2")).containsExactly("backend 1.9", "helper 2.0");
            assertThat(fetched).containsExactly("backend-1.9-py3-none-any.whl", "helper-2.0-py3-none-any.whl");
        }
    }

    @Test
    void whatIsPinnedStaysAsLongAsItIsAllowed() {
        try (var index = filled(Options.JSON)) {
            var pins =
                    Map.of(PackageName.of("helper"), Version.of("1.5"), PackageName.of("backend"), Version.of("2.0"));
            assertThat(resolved(index, pins, "backend<2")).containsExactly("backend 1.9", "helper 1.5");
        }
    }

    @Test
    void aConflictNamesBothSides() {
        try (var index = filled(Options.JSON)) {
            index.add(
                    WheelRecipe.of("other", "1.0").withRequires("helper<1.2"),
                    WheelRecipe.of("late", "1.0").withRequires("other"));
            assertThatThrownBy(() -> resolved(index, Map.of(), "backend<2", "other"))
                    .isInstanceOf(UserError.class)
                    .hasMessage(
                            "`backend 1.9` needs `helper>=1.5`, `other 1.0` needs `helper<1.2`: no version is both");
            assertThatThrownBy(() -> resolved(index, Map.of(), "backend<2", "late"))
                    .hasMessage(
                            "`backend 1.9` needs `helper>=1.5`, `other 1.0` needs `helper<1.2`: the newest version for the first is 2.0");
        }
    }

    @Test
    void whatCannotBeHadIsExplained() {
        try (var index = filled(Options.JSON)) {
            index.add("onlysources", "onlysources-1.0.tar.gz", new byte[] {1});
            assertThatThrownBy(() -> resolved(index, Map.of(), "nobody"))
                    .isInstanceOf(EnvironmentError.class)
                    .hasMessage("no configured index knows `nobody`: pyproject.toml needs `nobody`");
            assertThatThrownBy(() -> resolved(index, Map.of(), "onlysources"))
                    .isInstanceOf(UserError.class)
                    .hasMessage(
                            "pyproject.toml needs `onlysources`, of which no index has a wheel for CPython 3.13 on linux/amd64 with glibc 2.41");
            assertThatThrownBy(() -> resolved(index, Map.of(), "helper>=9"))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("pyproject.toml needs `helper>=9`, of which no index has a wheel");
            assertThatThrownBy(() -> resolved(index, Map.of(), "x @ https://host.example/x.whl"))
                    .isInstanceOf(UserError.class)
                    .hasMessage("pyproject.toml needs `x` from an address, which is not in this version");
        }
    }

    @Test
    void metadataThatIsNotWhatTheIndexSaysIsNotBelieved() {
        var lying = Options.JSON.withScript((request, index) -> request.path().endsWith(".metadata")
                ? Optional.of(Reply.text("Metadata-Version: 2.1\nName: evil\nVersion: 1\n"))
                : Optional.empty());
        try (var index = filled(lying)) {
            assertThatThrownBy(() -> resolved(index, Map.of(), "helper"))
                    .isInstanceOf(TrustError.class)
                    .hasMessageStartingWith(
                            "`helper-2.0-py3-none-any.whl.metadata` is not what the index says: wanted sha256:");
        }
        try (var index = PackageIndexServer.start(Options.JSON)) {
            index.add(WheelRecipe.of("a", "1")
                    .withFile("a-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: b\nVersion: 1\n"));
            assertThatThrownBy(() -> resolved(index, Map.of(), "a"))
                    .isInstanceOf(TrustError.class)
                    .hasMessage("`a-1-py3-none-any.whl` cannot be used: METADATA is of `b 1`");
        }
    }

    @Test
    void yankedPrereleasesAndOtherPythonsAreNotTaken() {
        try (var index = PackageIndexServer.start(Options.JSON)) {
            index.add(
                    WheelRecipe.of("a", "1.0"),
                    WheelRecipe.of("a", "1.1"),
                    WheelRecipe.of("a", "2.0rc1"),
                    WheelRecipe.of("a", "3.0").withRequiresPython("<3.13"),
                    WheelRecipe.of("a", "4.0").withTags("cp312-cp312-linux_x86_64"));
            index.yank("a-1.1-py3-none-any.whl", "");
            assertThat(resolved(index, Map.of(), "a")).containsExactly("a 1.0");
            assertThat(resolved(index, Map.of(), "a==1.1")).containsExactly("a 1.1");
            assertThat(resolved(index, Map.of(), "a>=2.0rc1")).containsExactly("a 2.0rc1");
        }
    }

    @Test
    void theResultDoesNotDependOnTheOrderOfRequirements() {
        try (var index = filled(Options.JSON)) {
            assertThat(resolved(index, Map.of(), "helper", "backend<2"))
                    .isEqualTo(resolved(index, Map.of(), "backend<2", "helper"));
        }
    }

    private PackageIndexServer filled(Options options) {
        return PackageIndexServer.start(options)
                .add(WheelRecipe.of("backend", "1.0"))
                .add(WheelRecipe.of("backend", "1.9")
                        .withRequires("helper>=1.5")
                        .withExtra("color", "color"))
                .add(WheelRecipe.of("backend", "2.0"))
                .add(WheelRecipe.of("helper", "1.0"), WheelRecipe.of("helper", "1.5"), WheelRecipe.of("helper", "2.0"))
                .add(WheelRecipe.of("color", "3.0").withRequires("backend"));
    }

    private List<String> resolved(PackageIndexServer index, Map<PackageName, Version> pins, String... wanted) {
        var environment = new Environment(Map.of(), directory, directory, directory, () -> Instant.EPOCH);
        var http = JavaHttp.of(environment, Progress.SILENT, new Random(1));
        var indexes =
                new Indexes(new PythonSources(List.of(new Source(Source.Kind.INDEX, index.simple(), "test"))), http);
        var requirements = new ArrayList<Requirement>();
        for (String one : wanted) {
            try {
                requirements.add(Requirement.read(one));
            } catch (Malformed e) {
                throw new IllegalArgumentException(e);
            }
        }
        var metadata = new WheelMetadata(http, file -> fetch(file, http));
        return BuildRequirements.resolve(requirements, "pyproject.toml", pins, indexes, metadata, TARGET).stream()
                .map(it -> it.name() + " " + it.version())
                .toList();
    }

    private Path fetch(IndexFile file, JavaHttp http) {
        fetched.add(file.filename());
        try {
            return Files.write(
                    directory.resolve(file.filename()),
                    http.document(file.location(), Map.of(), 1 << 20).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
