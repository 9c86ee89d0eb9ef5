package dev.terrarium.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.http.Http;
import dev.terrarium.http.JavaHttp;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Progress;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Target;
import dev.terrarium.python.lockfile.ChosenWheel;
import dev.terrarium.python.lockfile.FileNames;
import dev.terrarium.python.lockfile.LockedPackages;
import dev.terrarium.python.lockfile.PinnedRequirements;
import dev.terrarium.python.lockfile.ProjectLock;
import dev.terrarium.python.lockfile.WheelChoice;
import dev.terrarium.python.lockfile.WheelLocator;
import dev.terrarium.testkit.PackageIndexServer;
import dev.terrarium.testkit.PackageIndexServer.Options;
import dev.terrarium.testkit.Reply;
import dev.terrarium.testkit.WheelRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexesTest {
    private static final PackageName SIX = PackageName.of("six");
    private static final Target TARGET = new Target(13, 5, Platform.AMD64, 41);
    private static final WheelRecipe WHEEL = WheelRecipe.of("six", "1.16.0").withRequiresPython(">=3.8, <4");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void jsonAndHtmlSayTheSame(boolean json) {
        try (var server = PackageIndexServer.start(json ? Options.JSON : Options.JSON.withHtml())) {
            server.add(WHEEL, WheelRecipe.of("six", "1.15.0")).yank("six-1.15.0-py3-none-any.whl", "no \"good\"");
            List<IndexFile> files = indexes(source(server)).files(SIX);
            assertThat(files)
                    .extracting(IndexFile::filename)
                    .containsExactly("six-1.16.0-py3-none-any.whl", "six-1.15.0-py3-none-any.whl");
            assertThat(files.getFirst().sha256()).contains(WHEEL.digest());
            assertThat(files.getFirst().requiresPython()).contains(">=3.8, <4");
            assertThat(files.getFirst().metadata().orElseThrow().sha256()).contains(Digest.ofBytes(WHEEL.metadata()));
            assertThat(files.getLast().yanked()).contains("no \"good\"");
        }
    }

    @Test
    void theFirstIndexThatKnowsAProjectAnswersForIt() {
        try (var team = PackageIndexServer.start(Options.JSON);
                var main = PackageIndexServer.start(Options.JSON)) {
            team.add(WHEEL);
            main.add(WheelRecipe.of("six", "99.0"), WheelRecipe.of("other", "1.0"));
            Indexes indexes = indexes(source(team), source(main));
            assertThat(indexes.files(SIX)).hasSize(1);
            assertThat(indexes.files(SIX)).hasSize(1);
            assertThat(indexes.files(PackageName.of("other"))).hasSize(1);
            assertThat(indexes.files(PackageName.of("nobody"))).isEmpty();
            assertThat(main.requests()).containsExactly("/simple/other/", "/simple/nobody/");
        }
    }

    @Test
    void pagesOfLinksAreReadBesides() throws IOException {
        Path wheels = Files.createDirectories(directory.resolve("wheels"));
        WheelRecipe.of("six", "1.17.0").writeTo(wheels);
        WheelRecipe.of("sixth", "1.0").writeTo(wheels);
        try (var server = PackageIndexServer.start(Options.JSON)) {
            server.add(WHEEL, WheelRecipe.of("other", "1.0")).add("six", "six-1.16.0.tar.gz", new byte[] {1});
            Indexes indexes = indexes(
                    new Source(Source.Kind.LINKS, server.flat(), "test"),
                    new Source(Source.Kind.LINKS, wheels.toUri(), "test"));
            assertThat(indexes.files(SIX))
                    .extracting(IndexFile::filename)
                    .containsExactly("six-1.16.0-py3-none-any.whl", "six-1.16.0.tar.gz", "six-1.17.0-py3-none-any.whl");
            indexes.files(PackageName.of("other"));
            assertThat(server.requests()).containsExactly("/flat/");
        }
    }

    @Test
    void anIndexInADirectoryIsReadToo() throws IOException {
        Path project = Files.createDirectories(directory.resolve("index/six"));
        WHEEL.writeTo(project);
        Indexes indexes =
                indexes(new Source(Source.Kind.INDEX, directory.resolve("index").toUri(), "test"));
        assertThat(indexes.files(SIX)).extracting(IndexFile::filename).containsExactly(WHEEL.filename());
    }

    @Test
    void anIndexThatRefusesOrTalksNonsenseEndsTheSearch() {
        try (var closed = PackageIndexServer.start(Options.JSON.withLogin("me:word"));
                var broken = PackageIndexServer.start(Options.JSON.withScript((request, index) ->
                        Optional.of(Reply.text("<p>{").with("Content-Type", "application/vnd.pypi.simple.v1+json"))))) {
            assertThatThrownBy(() -> indexes(source(closed)).files(SIX)).isInstanceOf(EnvironmentError.class);
            assertThatThrownBy(() -> indexes(source(broken)).files(SIX))
                    .isInstanceOf(EnvironmentError.class)
                    .hasMessage(
                            "the page of a package index makes no sense: not JSON, at `" + broken.simple() + "six/`");
        }
    }

    @Test
    void aLoginStaysAtItsOrigin() throws IOException {
        try (var files = PackageIndexServer.start(Options.JSON);
                var index = PackageIndexServer.start(
                        Options.JSON.withLogin("me:word").withFilesAt(files.simple()))) {
            index.add(WHEEL);
            files.add(WHEEL);
            Http http = http();
            var indexes = new Indexes(
                    new PythonSources(List.of(new Source(Source.Kind.INDEX, index.simpleWithLogin(), "test"))), http);
            IndexFile file = indexes.files(SIX).getFirst();
            assertThat(http.document(file.location(), Map.of(), 1 << 20).isFound())
                    .isTrue();
            assertThat(index.sawCredentials()).isTrue();
            assertThat(files.sawCredentials()).isFalse();
            assertThat(file.toString()).doesNotContain("word");
        }
    }

    @Test
    void hashedRequirementsBecomeWheels() throws Exception {
        WheelRecipe better = WheelRecipe.of("six", "1.16.0").withTags("cp313-cp313-manylinux_2_17_x86_64");
        Path file = directory.resolve("requirements.txt");
        Files.writeString(file, "six==1.16.0 --hash=" + WHEEL.digest() + " --hash=" + better.digest() + "\n");
        PinnedRequirements requirements = PinnedRequirements.read(file, "requirements.txt", Map.of());
        LockedPackages locked = requirements.select(ProjectLock.Wanted.PLAIN, TARGET);
        try (var server = PackageIndexServer.start(Options.JSON)) {
            server.add(WHEEL, better, WheelRecipe.of("six", "1.16.0").withTags("cp313-cp313-manylinux_2_40_x86_64"));
            Indexes indexes = indexes(source(server));
            ChosenWheel chosen = WheelChoice.choose(FileNames.complete(locked, indexes), TARGET)
                    .getFirst();
            assertThat(chosen.filename()).isEqualTo(better.filename());
            assertThat(chosen.urls()).containsExactly(server.fileUri(better.filename()));
            assertThat(new WheelLocator(indexes).locate(SIX, better.filename(), better.digest()))
                    .containsExactly(server.fileUri(better.filename()));
            assertThatThrownBy(() -> new WheelLocator(indexes).locate(SIX, better.filename(), WHEEL.digest()))
                    .isInstanceOf(TrustError.class)
                    .hasMessage("`" + better.filename() + "` is not what the lock names: wanted " + WHEEL.digest()
                            + ", and the index tells " + better.digest());
        }
        try (var empty = PackageIndexServer.start(Options.JSON)) {
            assertThatThrownBy(() -> FileNames.complete(locked, indexes(source(empty))))
                    .isInstanceOf(EnvironmentError.class)
                    .hasMessage("no file of `six 1.16.0` with a locked hash was found at `" + empty.simple() + "`");
        }
        assertThatThrownBy(() -> FileNames.complete(locked, indexes()))
                .isInstanceOf(UserError.class)
                .hasMessage("no index of Python packages is configured");
    }

    private static Source source(PackageIndexServer server) {
        return new Source(Source.Kind.INDEX, server.simple(), "test");
    }

    private Indexes indexes(Source... sources) {
        return new Indexes(new PythonSources(List.of(sources)), http());
    }

    private Http http() {
        var environment = new Environment(Map.of(), directory, directory, directory, () -> Instant.EPOCH);
        return JavaHttp.of(environment, Progress.SILENT, new Random(1));
    }
}
