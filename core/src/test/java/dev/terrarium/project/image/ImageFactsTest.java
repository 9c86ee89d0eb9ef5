package dev.terrarium.project.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.io.Progress;
import dev.terrarium.oci.Digest;
import dev.terrarium.project.Project;
import dev.terrarium.project.Projects;
import dev.terrarium.project.git.GitFacts;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.tree.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFactsTest {
    private static final Layout LAYOUT = new Layout("app", "3.13");
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final GitFacts GIT = new GitFacts(
            Optional.of(COMMIT), Optional.of(Instant.EPOCH), Optional.of("https://code.example/a.git"), true);
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path root;

    @Test
    void theVariablesMakePythonObservableAndKeepItsHandsOffTheRoot() throws IOException {
        var variables = ImageEnvironment.of(
                LAYOUT,
                project("env = { TZ = \"UTC\", LANG = \"de_DE.UTF-8\" }").configuration(),
                GIT);

        assertThat(variables)
                .containsEntry("PYTHONFAULTHANDLER", "1")
                .containsEntry("PYTHONUNBUFFERED", "1")
                .containsEntry("PYTHONDONTWRITEBYTECODE", "1")
                .containsEntry("HOME", "/home/app")
                .containsEntry("LANG", "de_DE.UTF-8")
                .containsEntry("TZ", "UTC")
                .containsEntry("APP_REVISION", COMMIT + "-dirty")
                .doesNotContainKeys("PYTHONHASHSEED", "PYTHONOPTIMIZE");
        assertThat(variables.get("PATH")).startsWith("/opt/app/venv/bin:/opt/app/python/3.13/bin:");
    }

    @Test
    void theLabelsComeFromTheProjectAndFromGit() throws IOException {
        Project project = project("labels = { \"org.opencontainers.image.vendor\" = \"Acme\" }");

        assertThat(ImageLabels.of(project, GIT, CREATED, "debian:trixie", Optional.of(new Digest("0".repeat(64)))))
                .containsEntry("org.opencontainers.image.title", "shop")
                .containsEntry("org.opencontainers.image.version", "1.2")
                .containsEntry("org.opencontainers.image.created", "2026-01-02T03:04:05Z")
                .containsEntry("org.opencontainers.image.source", "https://code.example/a.git")
                .containsEntry("org.opencontainers.image.revision", COMMIT + "-dirty")
                .containsEntry("org.opencontainers.image.licenses", "MIT")
                .containsEntry("org.opencontainers.image.vendor", "Acme")
                .containsEntry("org.opencontainers.image.base.name", "debian:trixie")
                .containsEntry("org.opencontainers.image.base.digest", "sha256:" + "0".repeat(64));
    }

    @Test
    void theApplicationFindsItsVersionInAFile() throws IOException {
        var content = (Content.Inline) BuildInfo.file(project(""), GIT, CREATED).content();

        assertThat(BuildInfo.path(LAYOUT)).hasToString("opt/app/build-info.json");
        assertThat(new String(content.bytes(), StandardCharsets.UTF_8)).isEqualTo("""
                {
                  "name": "shop",
                  "version": "1.2",
                  "revision": "0123456789abcdef0123456789abcdef01234567",
                  "dirty": true,
                  "source": "https://code.example/a.git",
                  "created": "2026-01-02T03:04:05Z"
                }
                """);
    }

    @Test
    void aDirectorysNameIsInNoImage() throws IOException {
        Files.writeString(root.resolve("requirements.txt"), "");
        Project project = Projects.read(root, Progress.SILENT);

        assertThat(project.name()).isEqualTo(root.getFileName().toString());
        assertThat(ImageLabels.of(project, GIT, CREATED, "debian:trixie", Optional.empty()))
                .doesNotContainKey("org.opencontainers.image.title")
                .doesNotContainValue(project.name());
        var content = (Content.Inline) BuildInfo.file(project, GIT, CREATED).content();
        assertThat(new String(content.bytes(), StandardCharsets.UTF_8)).doesNotContain(project.name());
    }

    private Project project(String configuration) throws IOException {
        Files.writeString(
                root.resolve("pyproject.toml"), "[project]\nname = 'shop'\nversion = '1.2'\nlicense = 'MIT'\n");
        Files.writeString(root.resolve("terrarium.toml"), configuration);
        Files.writeString(root.resolve("uv.lock"), "version = 1\n");
        return Projects.read(root, Progress.SILENT);
    }
}
