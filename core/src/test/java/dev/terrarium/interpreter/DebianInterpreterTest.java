package dev.terrarium.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.interpreter.InterpreterProvider.Part;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianInterpreterTest {
    private static final Layout LAYOUT = new Layout("app", "3.13");

    @TempDir
    Path directory;

    private Store store;
    private DebianInterpreter provider;

    @BeforeEach
    void aProvider() {
        store = Store.at(directory.resolve("store"));
        provider = new DebianInterpreter(store);
    }

    @Test
    void threePackagesMakeAnInterpreter() {
        assertThat(provider.packages("3.13"))
                .containsExactly("libpython3.13-minimal", "libpython3.13-stdlib", "python3.13-minimal");
    }

    @Test
    void theirVersionSaysWhichOneItIs() {
        assertThat(provider.describe("debian", "3.13.5-2+deb13u5", Platform.AMD64)
                        .fullVersion())
                .isEqualTo("3.13.5");
        assertThat(provider.describe("debian", "1:3.11.2-6+deb12u8", Platform.ARM64)
                        .extensionSuffix())
                .isEqualTo(".cpython-311-aarch64-linux-gnu.so");
        assertThatThrownBy(() -> provider.describe("debian", "3.15.0~rc1-1", Platform.AMD64))
                .isInstanceOf(UserError.class)
                .hasMessage("the suite's CPython `3.15.0~rc1-1` cannot be used: not the version of a release");
    }

    @Test
    void filesMoveBelowThePrefixAndTheDistributionStaysBehind() throws Exception {
        Tree tree = provider.layOut(LAYOUT, parts());

        assertThat(tree.entries().keySet())
                .extracting(TreePath::text)
                .containsExactly(
                        "opt/app/python/3.13/bin/python",
                        "opt/app/python/3.13/bin/python3",
                        "opt/app/python/3.13/bin/python3.13",
                        "opt/app/python/3.13/lib/python3.13/_sysconfigdata__linux.py",
                        "opt/app/python/3.13/lib/python3.13/lib-dynload/_ssl.cpython-313-x86_64-linux-gnu.so",
                        "opt/app/python/3.13/lib/python3.13/os.py",
                        "opt/app/python/3.13/lib/python3.13/unittest/case.py",
                        "usr/share/doc/libpython3.13-stdlib/copyright",
                        "var/lib/dpkg/status.d/libpython3.13-stdlib",
                        "var/lib/dpkg/status.d/libpython3.13-stdlib.md5sums",
                        "var/lib/dpkg/status.d/python3.13-minimal",
                        "var/lib/dpkg/status.d/python3.13-minimal.md5sums");
        assertThat(tree.at("opt/app/python/3.13/bin/python3")).contains(new Entry.Link("python3.13"));
    }

    @Test
    void scannersReadTheMovedPaths() throws Exception {
        Tree tree = provider.layOut(LAYOUT, parts());

        var sums = (Entry.File)
                tree.at("var/lib/dpkg/status.d/python3.13-minimal.md5sums").orElseThrow();
        assertThat(new String(new Contents(store).read(sums.content()), StandardCharsets.UTF_8))
                .isEqualTo("aab4b125bca447f96d4fe7920863a1ed  opt/app/python/3.13/bin/python3.13\n");
    }

    @Test
    void packagesThatAreNoInterpreterAreRefused() {
        assertThatThrownBy(() -> provider.layOut(LAYOUT, parts().subList(1, 2)))
                .isInstanceOfSatisfying(
                        UserError.class,
                        error -> assertThat(error.problems())
                                .extracting(Problem::message)
                                .containsExactly("the packages of CPython 3.13 do not make"
                                        + " `opt/app/python/3.13/lib/python3.13/os.py`"));
    }

    @Test
    void theNewestSuiteThatFitsIsChosen() {
        assertThat(SuiteSelection.choose(minor -> true, "").suite()).isEqualTo("trixie");
        assertThat(SuiteSelection.choose("3.11"::equals, "").suite()).isEqualTo("bookworm");
        assertThatThrownBy(() -> SuiteSelection.choose(minor -> false, "requires-python = \">=3.14\""))
                .isInstanceOf(UserError.class)
                .hasMessage("no suite has a CPython that fits `requires-python = \">=3.14\"`: `debian:trixie` has 3.13,"
                        + " `debian:bookworm` has 3.11");
    }

    private static List<Part> parts() {
        String lib = "usr/lib/python3.13/";
        Tree library = Tree.builder()
                .put(lib + "os.py", file("os"))
                .put(lib + "_sysconfigdata__linux.py", new Entry.Link("_sysconfigdata.py"))
                .put(lib + "unittest/case.py", file("case"))
                .put(lib + "unittest/__pycache__/case.cpython-313.pyc", file("pyc"))
                .put(lib + "test/test_os.py", file("test"))
                .put(lib + "unittest/tests/x.py", file("test"))
                .put(lib + "ensurepip/__init__.py", file("pip"))
                .put(lib + "config-3.13-x86_64-linux-gnu/libpython3.13.a", file("a"))
                .put(lib + "EXTERNALLY-MANAGED", file("no"))
                .put(lib + "_distutils_system_mod.py", file("no"))
                .put(lib + "sitecustomize.py", new Entry.Link("/etc/python3.13/sitecustomize.py"))
                .put(lib + "lib-dynload/_ssl.cpython-313-x86_64-linux-gnu.so", file("ssl"))
                .put(lib + "lib-dynload/_testcapi.cpython-313-x86_64-linux-gnu.so", file("t"))
                .put("etc/python3.13/sitecustomize.py", file("s"))
                .put("usr/share/doc/libpython3.13-stdlib/copyright", file("c"))
                .put("usr/share/doc/libpython3.13-stdlib/README.Debian", file("r"))
                .build();
        Tree program = Tree.builder()
                .put("usr/bin/python3.13", Entry.File.executable(Content.Inline.of("elf")))
                .put("usr/share/binfmts/python3.13", file("b"))
                .build();
        return List.of(
                new Part("libpython3.13-stdlib", "Package: libpython3.13-stdlib", library),
                new Part("python3.13-minimal", "Package: python3.13-minimal", program));
    }

    private static Entry.File file(String text) {
        return Entry.File.plain(Content.Inline.of(text));
    }
}
