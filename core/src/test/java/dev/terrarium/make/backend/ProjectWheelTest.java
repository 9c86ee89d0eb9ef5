package dev.terrarium.make.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.UserError;
import dev.terrarium.io.Progress;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.python.wheel.InstalledWheel;
import dev.terrarium.python.wheel.WheelInstall;
import dev.terrarium.sandbox.HostTrees;
import dev.terrarium.sandbox.Sandbox;
import dev.terrarium.sandbox.SandboxProbe;
import dev.terrarium.sandbox.Sandboxes;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real back-ends, as the host's pip fetches them, within real walls. */
@Tag("e2e")
@Timeout(300)
class ProjectWheelTest {
    @TempDir
    static Path directory;

    private static Store store;
    private static Tree python;
    private static Tree packaged;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        store = Store.at(directory.resolve("store"));
        packaged = HostTrees.bubblewrap(store, directory);
        python = HostTrees.python(store);
    }

    @ParameterizedTest
    @CsvSource({
        "setuptools,setuptools.build_meta,greeting-1.0-py3-none-any.whl",
        "setuptools<70,setuptools.build_meta:__legacy__,greeting-1.0-py3-none-any.whl",
        "hatchling,hatchling.build,greeting-1.0-py3-none-any.whl",
        "uv_build,uv_build,greeting-1.0-py3-none-any.whl",
        "flit_core,flit_core.buildapi,greeting-1.0-py3-none-any.whl"
    })
    void aWheelIsBuiltTwiceWithTheSameBytes(String requirement, String backend, String filename) throws Exception {
        List<InstalledWheel> requirements = download(requirement);
        var request =
                new BackendRequest(project(backend), backend, List.of(), requirements, 1_700_000_000, Optional.empty());
        List<String> extra = wheels(store).extraRequirements(request);
        assertThat(extra).allMatch(text -> text.equals("wheel"));
        if (!extra.isEmpty()) {
            var more = new ArrayList<>(requirements);
            more.addAll(download("wheel"));
            request = request.withRequirements(more.stream().distinct().toList());
        }
        var built = wheels(store).build(request);
        assertThat(built.filename().text()).isEqualTo(filename);
        assertThat(WheelInstall.install(store, built.blob(), built.filename(), HostTrees.LAYOUT)
                        .tree()
                        .at("opt/app/venv/lib/python3.11/site-packages/greeting/__init__.py"))
                .isPresent();
        try (var records = Files.walk(store.root().resolve("ac/exec-v1"))) {
            for (Path record : records.filter(Files::isRegularFile).toList()) {
                Files.delete(record);
            }
        }
        assertThat(wheels(store).build(request).blob()).isEqualTo(built.blob());
    }

    @Test
    void aBackEndInTheProjectBuildsWithNothingInstalled() throws Exception {
        var built = wheels(store).build(inTree("""
                import os, sys, zipfile
                def build_wheel(directory, config_settings=None, metadata_directory=None):
                    assert os.getcwd() == '/build/src', os.getcwd()
                    assert os.environ['SETUPTOOLS_SCM_PRETEND_VERSION'] == '4.5'
                    assert '/build' not in sys.path and '' not in sys.path, sys.path
                    open('written-beside-the-sources', 'w').close()
                    with zipfile.ZipFile(os.path.join(directory, 'a-4.5-py3-none-any.whl'), 'w') as file:
                        file.writestr('a.py', '')
                    return 'a-4.5-py3-none-any.whl'
                """));
        assertThat(built.filename()).isEqualTo(WheelFilename.read("a-4.5-py3-none-any.whl"));
    }

    @Test
    void aBackEndWithoutNetworkFailsWithTheReason() {
        BackendRequest request = inTree("""
                def build_wheel(directory, config_settings=None, metadata_directory=None):
                    import urllib.request
                    urllib.request.urlopen('http://index.example/')
                """);
        assertThatThrownBy(() -> wheels(store).build(request)).isInstanceOfSatisfying(UserError.class, error -> {
            assertThat(error)
                    .hasMessage("the build back-end `own` failed in `build_wheel`: urllib.error.URLError:"
                            + " <urlopen error [Errno -3] Temporary failure in name resolution>");
            assertThat(error.problems().getFirst().hints())
                    .containsExactly("builds have no network: name what it fetches in `requires` of [build-system]");
        });
    }

    private static BackendRequest inTree(String program) {
        Tree source = Tree.builder()
                .put("tools/own.py", Entry.File.plain(Content.Inline.of(program)))
                .build();
        return new BackendRequest(source, "own", List.of(TreePath.of("tools")), List.of(), 0, Optional.of("4.5"));
    }

    private static Tree project(String backend) {
        String table = "[build-system]\nrequires = []\nbuild-backend = \"" + backend + "\"\n";
        return Tree.builder()
                .put(
                        "pyproject.toml",
                        Entry.File.plain(
                                Content.Inline.of(
                                        (backend.endsWith("legacy__") ? "" : table)
                                                + "[project]\nname = \"greeting\"\nversion = \"1.0\"\ndescription = \"hello\"\nrequires-python = \">=3.8\"\n")))
                .put("src/greeting/__init__.py", Entry.File.plain(Content.Inline.of("\"\"\"Greets.\"\"\"\n")))
                .build();
    }

    private static ProjectWheel wheels(Store store) {
        var probe = new SandboxProbe(HostTrees.environment(""), store, Platform.AMD64, () -> Optional.of(packaged));
        Sandbox sandbox = Sandboxes.open(probe, store, Platform.AMD64, Progress.SILENT);
        return new ProjectWheel(store, sandbox, HostTrees.LAYOUT, python, Progress.SILENT);
    }

    private static List<InstalledWheel> download(String requirement) throws Exception {
        Path wheels = Files.createTempDirectory(directory, "wheels");
        var process = new ProcessBuilder(
                        "python3",
                        "-m",
                        "pip",
                        "download",
                        "-q",
                        "--only-binary",
                        ":all:",
                        "--python-version",
                        "3.11",
                        "--platform",
                        "manylinux2014_x86_64",
                        "-d",
                        wheels.toString(),
                        requirement)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("pip.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            Assumptions.abort("oracle missing: pip download " + requirement);
        }
        var installed = new ArrayList<InstalledWheel>();
        try (var files = Files.newDirectoryStream(wheels, "*.whl")) {
            for (Path file : files) {
                try (InputStream in = Files.newInputStream(file)) {
                    Digest blob = store.put(in);
                    var filename = WheelFilename.read(file.getFileName().toString());
                    installed.add(WheelInstall.install(store, blob, filename, HostTrees.LAYOUT));
                }
            }
        }
        return installed;
    }
}
