package dev.terrarium.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonSourcesTest {
    private static final String PIP = """
            class PackageIndex:
                def __init__(self, url: str) -> None: ...

            Main = PackageIndex("https://default.example/", file_storage_domain="files.example")
            Test = PackageIndex(
                "https://test.example/", file_storage_domain="files.example"
            )
            """;

    @TempDir
    Path root;

    @BeforeEach
    void aHostWithPip() throws IOException {
        write("usr/lib/python3/dist-packages/pip/_internal/models/index.py", PIP);
    }

    @Test
    void nothingConfiguredLeavesTheDefaultThatPipCarries() {
        assertThat(found(Map.of()))
                .containsExactly("https://default.example/simple/ (the default of /usr/lib/python3/dist-packages/pip)");
    }

    @Test
    void aPipOnThePathComesFirst() throws IOException {
        write("opt/py/lib/python3.12/site-packages/pip/_internal/models/index.py", PIP.replace("default.", "other."));
        assertThat(found(Map.of("PATH", "/bin:/opt/py/bin")))
                .containsExactly(
                        "https://other.example/simple/ (the default of /opt/py/lib/python3.12/site-packages/pip)");
    }

    @Test
    void aWheelOfPipServesToo() throws IOException {
        Files.delete(root.resolve("usr/lib/python3/dist-packages/pip/_internal/models/index.py"));
        Path wheel = root.resolve("usr/share/python-wheels/pip-25.1-py3-none-any.whl");
        Files.createDirectories(wheel.getParent());
        Files.write(wheel, zipped("pip/_internal/models/index.py", PIP));
        assertThat(found(Map.of()))
                .containsExactly(
                        "https://default.example/simple/ (the default of /usr/share/python-wheels/pip-25.1-py3-none-any.whl)");
    }

    @Test
    void variablesComeInTheOrderInWhichTheyAreAsked() {
        assertThat(found(Map.of(
                        "UV_INDEX", "team=https://team.example/simple https://two.example/simple/",
                        "UV_DEFAULT_INDEX", "https://main.example/simple",
                        "PIP_EXTRA_INDEX_URL", "https://extra.example/a\nhttps://extra.example/b",
                        "PIP_INDEX_URL", "https://unused.example/",
                        "PIP_FIND_LINKS", "/opt/wheels https://links.example/page.html")))
                .containsExactly(
                        "/opt/wheels (PIP_FIND_LINKS)",
                        "https://links.example/page.html (PIP_FIND_LINKS)",
                        "https://team.example/simple/ (UV_INDEX)",
                        "https://two.example/simple/ (UV_INDEX)",
                        "https://extra.example/a/ (PIP_EXTRA_INDEX_URL)",
                        "https://extra.example/b/ (PIP_EXTRA_INDEX_URL)",
                        "https://main.example/simple/ (UV_DEFAULT_INDEX)");
    }

    @Test
    void configurationFilesAreReadFromTheUserToTheHost() throws IOException {
        write("home/.config/pip/pip.conf", "[global]\nindex_url = https://user.example/simple\n");
        write("etc/pip.conf", """
                [global]
                index-url: https://host.example/simple
                extra-index-url =
                    https://host.example/one
                    # a comment
                    https://host.example/two
                """);
        write("home/.config/uv/uv.toml", """
                find-links = ["/srv/wheels"]
                [[index]]
                name = "team"
                url = "https://team.example/simple"
                [[index]]
                url = "https://only.example/simple"
                explicit = true
                """);
        assertThat(found(Map.of()))
                .containsExactly(
                        "/srv/wheels (/home/.config/uv/uv.toml)",
                        "https://team.example/simple/ (/home/.config/uv/uv.toml)",
                        "https://host.example/one/ (/etc/pip.conf)",
                        "https://host.example/two/ (/etc/pip.conf)",
                        "https://user.example/simple/ (/home/.config/pip/pip.conf)");
    }

    @Test
    void theProjectsOwnIndexesLeaveAllOthersOut() {
        List<Source> project = PythonSources.configured(
                List.of("find-links:wheels", "https://a.example/simple", "https://b.example/simple"),
                Path.of("/p"),
                "pyproject.toml");
        PythonSources found = PythonSources.find(
                project, environment(Map.of("PIP_INDEX_URL", "https://c.example/")), Optional::empty);
        assertThat(found.all())
                .map(Source::toString)
                .containsExactly(
                        "/p/wheels (pyproject.toml)",
                        "https://a.example/simple/ (pyproject.toml)",
                        "https://b.example/simple/ (pyproject.toml)");
    }

    @Test
    void noIndexMeansLinksOnly() throws IOException {
        write("etc/pip.conf", "[install]\nno-index = yes\nfind-links = /srv/wheels\n");
        assertThat(found(Map.of("UV_INDEX", "https://a.example/"))).containsExactly("/srv/wheels (/etc/pip.conf)");
    }

    @Test
    void aLoginIsKeptForTheClientAndNeverShown() {
        PythonSources found = PythonSources.find(
                List.of(),
                environment(Map.of(
                        "UV_INDEX",
                        "my-team=https://team.example/simple",
                        "UV_INDEX_MY_TEAM_USERNAME",
                        "me@x",
                        "UV_INDEX_MY_TEAM_PASSWORD",
                        "s3c$ret",
                        "PIP_INDEX_URL",
                        "https://bob:pw@main.example/simple")),
                Optional::empty);
        assertThat(found.all().getFirst().uri().getRawUserInfo()).isEqualTo("me%40x:s3c%24ret");
        assertThat(found.toString()).doesNotContain("s3c", "pw@", "bob");
    }

    @Test
    void withoutAnythingTheErrorNamesTheLinesToWrite() throws IOException {
        Files.delete(root.resolve("usr/lib/python3/dist-packages/pip/_internal/models/index.py"));
        PythonSources none =
                PythonSources.find(List.of(), environment(Map.of("PIP_CONFIG_FILE", "/dev/null")), Optional::empty);
        assertThatThrownBy(none::required).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e.getMessage()).isEqualTo("no index of Python packages is configured");
            assertThat(e.problems().getFirst().hints().getFirst()).contains("[tool.terrarium.sources]");
        });
    }

    @Test
    void whatIsNoAddressIsNamedWithoutItsSecrets() {
        assertThatThrownBy(() -> found(Map.of("PIP_INDEX_URL", "ftp://me:secret@host.example/x")))
                .hasMessage("not an address of a package index: `…@host.example/x` in PIP_INDEX_URL");
    }

    private List<String> found(Map<String, String> variables) {
        return PythonSources.find(List.of(), environment(variables), Optional::empty).all().stream()
                .map(Source::toString)
                .toList();
    }

    private Environment environment(Map<String, String> variables) {
        return new Environment(variables, root.resolve("work"), root.resolve("home"), root, () -> Instant.EPOCH);
    }

    private static byte[] zipped(String name, String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("pip/__init__.py"));
            zip.putNextEntry(new ZipEntry(name));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
