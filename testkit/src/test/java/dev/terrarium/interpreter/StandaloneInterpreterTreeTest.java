package dev.terrarium.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.TerrariumError;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.store.Store;
import dev.terrarium.testkit.world.TinyStandalone;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneInterpreterTreeTest {
    private static final Layout LAYOUT = new Layout("acme", "3.13");

    @TempDir
    Path directory;

    private Store store;
    private StandaloneInterpreter provider;

    @BeforeEach
    void aProvider() {
        store = Store.at(directory);
        provider = new StandaloneInterpreter(store);
    }

    private Digest put(byte[] bytes) throws IOException {
        return store.put(new ByteArrayInputStream(bytes));
    }

    @Test
    void onlyWhatRunsGoesInBelowThePrefix() throws IOException {
        var archive = TinyStandalone.usual()
                .with("lib/libpython3.13.so.1.0", "nobody needs it: the program has it inside")
                .with("lib/python3.13/lib-dynload/_tkinter.cpython-313-x86_64-linux-gnu.so", "tk")
                .with("lib/python3.13/json/__init__.py", "")
                .with("share/terminfo/x/xterm", "terminal")
                .with("share/man/man1/python3.1", "manual");
        Tree tree = provider.layOut(LAYOUT, put(archive.gzip()));
        assertThat(tree.entries().keySet())
                .extracting(TreePath::text)
                .containsExactly(
                        "opt/acme/python/3.13/bin/python",
                        "opt/acme/python/3.13/bin/python3",
                        "opt/acme/python/3.13/bin/python3.13",
                        "opt/acme/python/3.13/lib/python3.13/_sysconfigdata__linux_x86_64-linux-gnu.py",
                        "opt/acme/python/3.13/lib/python3.13/json/__init__.py",
                        "opt/acme/python/3.13/lib/python3.13/os.py",
                        "opt/acme/python/3.13/share/terminfo/x/xterm");
    }

    @Test
    void theRecordOfItsBuildNamesTheNewPlace() throws IOException {
        Tree tree = provider.layOut(LAYOUT, put(TinyStandalone.usual().gzip()));
        var record =
                (Entry.File) tree.at("opt/acme/python/3.13/lib/python3.13/_sysconfigdata__linux_x86_64-linux-gnu.py")
                        .orElseThrow();
        assertThat(new String(new Contents(store).read(record.content()), StandardCharsets.UTF_8))
                .contains("'LIBDIR': '/opt/acme/python/3.13/lib'", "'prefix': '/opt/acme/python/3.13'")
                .doesNotContain("/install");
    }

    @Test
    void aReleaseIsTakenFromTheDetailsOfItsBuildAndACandidateIsNot() throws IOException {
        var archive = TinyStandalone.usual().without("include/python3.13/patchlevel.h");
        String details = """
                {"schema_version": "1.0", "base_prefix": "/install",
                 "language": {"version": "3.13", "version_info": {"major": 3, "minor": 13, "micro": 9,
                   "releaselevel": "%s", "serial": 0}}}""";
        String path = "lib/python3.13/build-details.json";
        Digest release = put(archive.with(path, details.replace("%s", "final")).gzip());
        assertThat(provider.describe(release, "3.13", Platform.AMD64)
                        .interpreter()
                        .fullVersion())
                .isEqualTo("3.13.9");
        Digest candidate =
                put(archive.with(path, details.replace("%s", "candidate")).gzip());
        assertThatThrownBy(() -> provider.describe(candidate, "3.13", Platform.AMD64))
                .hasMessageContaining("not the version of a CPython: `3.13.9 candidate`");
    }

    @Test
    void anotherProcessorIsRefused() throws IOException {
        Digest archive = put(TinyStandalone.usual().gzip());
        assertThatThrownBy(() -> provider.describe(archive, "3.13", Platform.ARM64))
                .hasMessage("the archive of `interpreter.archive` is for another processor than linux/arm64");
    }

    @Test
    void damageIsAlwaysToldProperly() throws IOException {
        byte[] whole = TinyStandalone.usual().tar();
        var random = new Random(170);
        for (int round = 0; round < 200; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 8; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Digest archive = put(dev.terrarium.testkit.debian.DebWriter.gzip(damaged));
            try {
                provider.describe(archive, "3.13", Platform.AMD64);
            } catch (TerrariumError e) {
                assertThat(e.getMessage()).startsWith("the archive of `interpreter.archive` ");
            }
        }
    }
}
