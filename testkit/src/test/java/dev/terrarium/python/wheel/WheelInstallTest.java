package dev.terrarium.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.store.Store;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in an image after a wheel was installed, by looking at the tree. */
class WheelInstallTest {
    private static final Layout LAYOUT = new Layout("app", "3.13");
    private static final String SITE = "opt/app/venv/lib/python3.13/site-packages/";

    @TempDir
    Path directory;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.at(directory.resolve("store"));
    }

    @Test
    void filesStaySlicesOfTheWheel() throws Exception {
        var wheel = WheelRecipe.of("Greeting", "1.0").withFile("greeting/data/x.txt", "x".repeat(1000));
        InstalledWheel installed = install(wheel);
        assertThat(installed.tree().at(SITE + "greeting/data/x.txt").orElseThrow())
                .isInstanceOfSatisfying(
                        Entry.File.class,
                        file -> assertThat(file.content())
                                .isInstanceOfSatisfying(
                                        Content.Deflated.class,
                                        slice -> assertThat(slice.blob()).isEqualTo(wheel.digest())));
        assertThat(text(installed, SITE + "greeting/data/x.txt")).isEqualTo("x".repeat(1000));
        assertThat(installed.toString()).isEqualTo("greeting 1.0");
    }

    @Test
    void theInstallersFilesAreWrittenTheSameForEveryProject() throws Exception {
        InstalledWheel installed = install(WheelRecipe.of("greeting", "1.0")
                .withScript("greet", "greeting.cli:main.run")
                .withFile("greeting/a,b.txt", "")
                .withFile("greeting/__pycache__/x.cpython-313.pyc", "no")
                .withFile("greeting-1.0.dist-info/REQUESTED", "")
                .withFile("greeting-1.0.dist-info/direct_url.json", "{}")
                .withFile("greeting-1.0.data/data/share/man/greet.1", "man"));
        assertThat(text(installed, SITE + "greeting-1.0.dist-info/INSTALLER")).isEqualTo("Terrarium\n");
        assertThat(text(installed, SITE + "greeting-1.0.dist-info/RECORD").replaceAll("sha256=[\\w-]{43}", "H"))
                .isEqualTo("""
                        ../../../bin/greet,H,120
                        ../../../share/man/greet.1,H,3
                        greeting-1.0.dist-info/INSTALLER,H,10
                        greeting-1.0.dist-info/METADATA,H,67
                        greeting-1.0.dist-info/WHEEL,H,88
                        greeting-1.0.dist-info/entry_points.txt,H,48
                        greeting/__init__.py,H,20
                        "greeting/a,b.txt",H,0
                        greeting-1.0.dist-info/RECORD,,
                        """);
        assertThat(installed.report().skippedBytecode()).isEqualTo(1);
        assertThat(installed.entryPoints())
                .containsExactly(new EntryPoint("console_scripts", "greet", "greeting.cli", "main.run"));
        assertThat(installed.digests().keySet())
                .isEqualTo(installed.tree().entries().keySet());
        assertThat(installed.tree())
                .isEqualTo(install(WheelRecipe.of("greeting", "1.0")
                                .withScript("greet", "greeting.cli:main.run")
                                .withFile("greeting/a,b.txt", "")
                                .withFile("greeting/__pycache__/x.cpython-313.pyc", "no")
                                .withFile("greeting-1.0.dist-info/REQUESTED", "")
                                .withFile("greeting-1.0.dist-info/direct_url.json", "{}")
                                .withFile("greeting-1.0.data/data/share/man/greet.1", "man"))
                        .tree());
    }

    @Test
    void aCommandStartsTheEnvironmentsInterpreter() throws Exception {
        InstalledWheel installed = install(WheelRecipe.of("greeting", "1.0")
                .withScript("greet", "greeting.cli:main.run")
                .withFile("greeting-1.0.data/scripts/greet", "#!python\nloses\n")
                .withFile("greeting-1.0.data/scripts/tool", "#!python -u\nprint()\n")
                .withFile("greeting-1.0.data/scripts/gui", "#!pythonw\r\nprint()\n")
                .withFile("greeting-1.0.data/scripts/shell", "#!/bin/sh\n"));
        assertThat(text(installed, "opt/app/venv/bin/greet")).isEqualTo("""
                #!/opt/app/venv/bin/python
                import sys
                from greeting.cli import main
                if __name__ == '__main__':
                    sys.exit(main.run())
                """);
        assertThat(text(installed, "opt/app/venv/bin/tool")).isEqualTo("#!/opt/app/venv/bin/python -u\nprint()\n");
        assertThat(text(installed, "opt/app/venv/bin/gui")).isEqualTo("#!/opt/app/venv/bin/python\r\nprint()\n");
        assertThat(text(installed, "opt/app/venv/bin/shell")).isEqualTo("#!/bin/sh\n");
        assertThat(modes(installed.tree().filter(path -> path.text().contains("/bin/"))))
                .containsOnly(0755);
    }

    @Test
    void modesAreOneOfTwo() throws Exception {
        InstalledWheel installed = install(WheelRecipe.of("greeting", "1.0")
                .withExecutable("greeting/tool", "x".getBytes(StandardCharsets.UTF_8)));
        assertThat(((Entry.File) installed.tree().at(SITE + "greeting/tool").orElseThrow()).mode())
                .isEqualTo(0755);
        assertThat(((Entry.File) installed
                                .tree()
                                .at(SITE + "greeting/__init__.py")
                                .orElseThrow())
                        .mode())
                .isEqualTo(0644);
    }

    @Test
    void whatPythonRunsAtEveryStartIsReported() throws Exception {
        InstalledWheel installed = install(WheelRecipe.of("greeting", "1.0")
                .withFile("hook.pth", "import greeting\n")
                .withFile("sitecustomize.py", "")
                .withFile("greeting/not-at-the-top.pth", "")
                .withFile("greeting/README", "")
                .withFile("greeting/Readme", ""));
        assertThat(installed.report().startup())
                .containsExactly(TreePath.of(SITE + "hook.pth"), TreePath.of(SITE + "sitecustomize.py"));
        assertThat(installed.report().warnings()).containsExactly("`README` and `Readme` differ only in case");
    }

    @Test
    void aWheelWhoseRecordForgetsAFileIsTakenOnlyWhenAskedFor() throws Exception {
        var wheel = WheelRecipe.of("greeting", "1.0");
        var forgetful = wheel.withFile(
                "greeting-1.0.dist-info/RECORD",
                rowsOf(wheel)
                        .lines()
                        .filter(row -> !row.startsWith("greeting/"))
                        .reduce("", (a, b) -> a + b + "\n"));
        assertThatThrownBy(() -> install(forgetful)).isInstanceOf(TrustError.class);
        Digest blob = store.put(forgetful.bytes());
        var lenient = WheelInstall.install(
                store, blob, WheelFilename.read(forgetful.filename()), LAYOUT, WheelInstall.RecordPolicy.LENIENT);
        assertThat(lenient.report().warnings()).containsExactly("RECORD does not list `greeting/__init__.py`");
    }

    @Test
    void oldAndNewWheelVersionsAreRead() throws Exception {
        assertThat(install(WheelRecipe.of("a", "1").withFile("a-1.dist-info/WHEEL", "Wheel-Version: 0.1\n"))
                        .report()
                        .warnings())
                .isEmpty();
        assertThat(install(WheelRecipe.of("a", "1")
                                .withFile("a-1.dist-info/WHEEL", "Wheel-Version: 1.9\nWheel-Version: 1.9\n"))
                        .report()
                        .warnings())
                .containsExactly("its Wheel-Version is 1.9, newer than 1.0");
    }

    @Test
    void filesOfANamespaceAreSharedAndDifferentOnesAreAConflict() throws Exception {
        InstalledWheel one = install(WheelRecipe.empty("ns-one", "1.0")
                .withFile("ns/__init__.py", "# namespace\n")
                .withFile("ns/one.py", "1"));
        InstalledWheel two = install(WheelRecipe.empty("ns-two", "2.0")
                .withFile("ns/__init__.py", "# namespace\n")
                .withFile("ns/two.py", "2"));
        assertThat(WheelSet.conflicts(List.of(one, two)).entries().keySet())
                .containsExactly(TreePath.of(SITE + "ns/__init__.py"));
        assertThat(WheelSet.merge(List.of(one, two)).entries().keySet()).contains(TreePath.of(SITE + "ns/two.py"));

        InstalledWheel three = install(WheelRecipe.empty("ns-three", "3.0")
                .withFile("ns/__init__.py", "# another\n")
                .withFile("ns/one.py/x", "a directory"));
        assertThatThrownBy(() -> WheelSet.conflicts(List.of(one, two, three)))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.problems())
                                .extracting(problem -> problem.message())
                                .containsExactly(
                                        "`ns-one 1.0` and `ns-three 3.0` install different files at `" + SITE
                                                + "ns/one.py/x`",
                                        "`ns-one 1.0` and `ns-three 3.0` and `ns-two 2.0` install different files at `"
                                                + SITE + "ns/__init__.py`"));
    }

    @Test
    void testSuitesThatNothingImportsAreToldFromThoseThatAreUsed() throws Exception {
        InstalledWheel installed = install(WheelRecipe.of("big", "1.0")
                .withFile("big/tests/test_a.py", "import big.used.tests\n")
                .withFile("big/sub/tests/__init__.py", "")
                .withFile("big/sub/tests/deep/tests/test_b.py", "")
                .withFile("big/used/tests/__init__.py", "")
                .withFile("big/core.py", "from .used import (\n    other,\n    tests,\n)\n")
                .withFile("big/named/test/x.py", "")
                .withFile("big/lazy.py", "import_module('big.named.test')\n")
                .withFile("big/testing/__init__.py", "")
                .withFile("tests/test_top.py", "")
                .withFile("test/support.py", "")
                .withFile("big/run.py", "import test.support\n# tests are elsewhere\n"));
        assertThat(TestSuites.of(installed.tree(), LAYOUT.sitePackages(), new Contents(store)))
                .containsExactly(
                        TreePath.of(SITE + "big/sub/tests"),
                        TreePath.of(SITE + "big/tests"),
                        TreePath.of(SITE + "tests"));
    }

    private InstalledWheel install(WheelRecipe wheel) throws IOException, Malformed {
        Digest blob = store.put(wheel.bytes());
        return WheelInstall.install(store, blob, WheelFilename.read(wheel.filename()), LAYOUT);
    }

    private String text(InstalledWheel wheel, String path) throws IOException {
        var file = (Entry.File) wheel.tree().at(path).orElseThrow(() -> new AssertionError(path));
        return new String(new Contents(store).read(file.content()), StandardCharsets.UTF_8);
    }

    private String rowsOf(WheelRecipe wheel) throws IOException, Malformed {
        Digest blob = store.put(wheel.bytes());
        var archive = WheelArchive.open(store, blob);
        return archive.text(wheel.distInfo() + "/RECORD").orElseThrow();
    }

    private static List<Integer> modes(Tree tree) {
        return tree.entries().values().stream()
                .map(entry -> ((Entry.File) entry).mode())
                .distinct()
                .toList();
    }
}
