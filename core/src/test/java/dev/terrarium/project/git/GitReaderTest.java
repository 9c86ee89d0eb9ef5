package dev.terrarium.project.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.io.Environment;
import dev.terrarium.io.Progress;
import dev.terrarium.project.Project;
import dev.terrarium.project.Projects;
import dev.terrarium.project.files.FileWalk;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitReaderTest {
    @TempDir
    Path directory;

    private Path root;

    @BeforeEach
    void commitAProject() throws Exception {
        root = Files.createDirectory(directory.resolve("project"));
        file("requirements.txt", "");
        file("app.py", "print()\n");
        file("docs/notes.md", "x\n");
        file("terrarium.toml", "exclude = [\"/docs/\"]\n");
        file(".gitignore", "*.log\n");
        git("init", "-q");
        git("add", "-A");
        git("-c", "user.name=A", "-c", "user.email=a@example", "commit", "-q", "-m", "first");
    }

    @Test
    void aCleanProjectKnowsItsCommitTimeAndRemote() throws Exception {
        git("remote", "add", "origin", "https://user:secret@code.example/team/app.git");

        GitFacts facts = facts();

        assertThat(facts.commit())
                .hasValueSatisfying(commit -> assertThat(commit).hasSize(40));
        assertThat(facts.time()).contains(Instant.ofEpochSecond(1_700_000_000));
        assertThat(facts.remote()).contains("https://code.example/team/app.git");
        assertThat(facts.dirty()).isFalse();
        assertThat(facts.revision()).isEqualTo(facts.commit());
    }

    @Test
    void timesAreNoDifference() throws Exception {
        Files.setLastModifiedTime(root.resolve("app.py"), FileTime.fromMillis(0));

        assertThat(facts().dirty()).isFalse();
    }

    @Test
    void filesThatDoNotGoInAreNoDifference() throws Exception {
        file("docs/notes.md", "changed\n");
        file("docs/new.md", "new\n");
        file("debug.log", "x");
        file("terrarium.lock", "version = 1\n");

        assertThat(facts().dirty()).isFalse();
    }

    @Test
    void aChangedFileIsADifference() throws Exception {
        file("app.py", "print(1)\n");

        assertThat(facts().dirty()).isTrue();
        assertThat(facts().revision())
                .hasValueSatisfying(revision -> assertThat(revision).endsWith("-dirty"));
    }

    @Test
    void anotherModeIsADifference() throws Exception {
        assertThat(root.resolve("app.py").toFile().setExecutable(true)).isTrue();

        assertThat(facts().dirty()).isTrue();
    }

    @Test
    void aNewFileThatGoesInIsADifference() throws Exception {
        file("more.py", "");

        assertThat(facts().dirty()).isTrue();
    }

    @Test
    void aDeletedFileThatWouldGoInIsADifference() throws Exception {
        Files.delete(root.resolve("app.py"));
        file("docs/x", "");

        assertThat(facts().dirty()).isTrue();
    }

    @Test
    void anotherConfigurationIsADifference() throws Exception {
        file("terrarium.toml", "exclude = [\"/docs/\"]\nshell = true\n");

        assertThat(facts().dirty()).isTrue();
    }

    @Test
    void aFileInGitLfsIsHeldByItsDigest() throws Exception {
        var digest = dev.terrarium.oci.Digest.ofBytes("hello".getBytes(StandardCharsets.UTF_8));
        file("model.bin", "version https://git-lfs.github.com/spec/v1\noid " + digest + "\nsize 5\n");
        git("add", "-A");
        git("-c", "user.name=A", "-c", "user.email=a@example", "commit", "-q", "-m", "model");
        file("model.bin", "hello");

        assertThat(facts().dirty()).isFalse();
    }

    @Test
    void aProjectBelowTheRepositorysRootIsComparedWithItsPart() throws Exception {
        file("sub/requirements.txt", "");
        file("sub/app.py", "print()\n");
        git("add", "-A");
        git("-c", "user.name=A", "-c", "user.email=a@example", "commit", "-q", "-m", "sub");
        file("app.py", "changed outside\n");
        root = root.resolve("sub");

        assertThat(facts().dirty()).isFalse();
        assertThat(facts().commit()).isPresent();
    }

    @Test
    void withoutARepositoryOrGitNothingIsKnown() throws Exception {
        assertThat(facts(Map.of("PATH", "/nowhere"))).isEqualTo(GitFacts.UNKNOWN);
        try (var files = Files.walk(root.resolve(".git"))) {
            for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        assertThat(facts()).isEqualTo(GitFacts.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://code.example/a.git             | https://code.example/a.git
            https://token@code.example/a           | https://code.example/a
            https://u:p@code.example:8443/a?t=s#x  | https://code.example:8443/a
            git@code.example:team/a.git            | ssh://code.example/team/a.git
            ssh://git@code.example:22/a            | ssh://code.example:22/a
            /home/me/a                             |
            ../a                                   |
            file:///home/me/a                      |
            C:\\code\\a                            |
            """)
    void remotesLoseTheirCredentials(String remote, String shown) {
        assertThat(Remotes.shown(remote)).isEqualTo(Optional.ofNullable(shown));
    }

    private GitFacts facts() {
        return facts(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"));
    }

    private GitFacts facts(Map<String, String> variables) {
        Project project = Projects.read(root, Progress.SILENT);
        Store store = Store.at(directory.resolve("store"));
        var files = FileWalk.read(root, project.configuration().selection(), List.of(), store, Progress.SILENT);
        var environment = new Environment(
                variables, /* directory= */ root, /* home= */ directory, /* root= */ Path.of("/"), () -> Instant.EPOCH);
        return GitReader.read(project, files, List.of(), environment);
    }

    private void git(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GIT_COMMITTER_DATE", "1700000000 +0200");
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        try {
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(out).isZero();
        } catch (IOException e) {
            Assumptions.abort("oracle missing: git");
        }
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
