package dev.terrarium.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Progress;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands without walls, and all that running a command has in common: this machine's Python runs from the store. */
@Timeout(60)
class LoaderOnlyTest {
    private static final Environment NOTHING = HostTrees.environment("");

    @TempDir
    static Path directory;

    private static Store store;
    private static Tree python;
    private static Sandbox sandbox;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        store = Store.at(directory.resolve("store"));
        python = HostTrees.python(store);
        var probe = new SandboxProbe(NOTHING, store, Platform.AMD64, Optional::empty);
        sandbox = Sandboxes.open(probe, store, Platform.AMD64, Progress.SILENT);
    }

    @Test
    void theInterpreterRunsFromTheStoreWithAnEmptyEnvironment() throws Exception {
        Result result = sandbox.run(exec("""
                import os, sys
                env = sorted(k for k in os.environ if k not in ("PWD", "_", "SHLVL", "OLDPWD", "LC_CTYPE"))
                with open("out", "w") as out:
                    out.write(open("in.txt").read() + repr(env) + str("/roots/" in sys.prefix))
                """));
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        assertThat(text(result, "build/out")).isEqualTo("given['PYTHONHASHSEED', 'PYTHONHOME']True");
    }

    @Test
    void aCommandRunsOnce() throws Exception {
        Exec exec = exec("import os; open('out', 'w').write(str(os.getpid()))");
        String first = text(sandbox.run(exec), "build/out");
        assertThat(text(sandbox.run(exec), "build/out")).isEqualTo(first);
    }

    @Test
    void aCommandRunsAgainWhenItsOutputsWerePruned() throws Exception {
        Exec exec = exec("open('out', 'w').write('pruned')");
        var content = (Content.Stored) fileAt(sandbox.run(exec), "build/out").content();
        Files.delete(store.pathOf(content.blob()));
        assertThat(text(sandbox.run(exec), "build/out")).isEqualTo("pruned");
    }

    @Test
    void aFailureIsAResultAndIsNotRemembered() throws Exception {
        Exec exec = exec("import sys; print('told'); print('why', file=sys.stderr); open('out', 'w'); sys.exit(7)");
        for (int i = 0; i < 2; i++) {
            Result result = sandbox.run(exec);
            assertThat(result.exitCode()).isEqualTo(7);
            assertThat(result.outputs()).isEqualTo(Tree.EMPTY);
            assertThat(result.stdout()).isEqualTo("told\n");
            assertThat(result.stderr()).isEqualTo("why\n");
        }
    }

    @Test
    void whatRunsTooLongIsKilledWithItsChildren() throws Exception {
        Exec exec = exec("""
                import os, time
                if os.fork() == 0:
                    os.setsid()
                time.sleep(3600)
                """);
        long before = children();
        Result result = sandbox.run(new Exec(
                exec.code(),
                exec.argv(),
                exec.environment(),
                exec.workingDirectory(),
                exec.root(),
                exec.inputs(),
                exec.outputs(),
                exec.platform(),
                Duration.ofSeconds(2)));
        assertThat(result.timedOut()).isTrue();
        assertThat(result.succeeded()).isFalse();
        assertThat(children()).isEqualTo(before);
    }

    @Test
    void anInterruptedBuildLeavesNothingRunning() throws Exception {
        long before = children();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                sandbox.run(exec("import time; time.sleep(3600)"));
            } catch (InterruptedException e) {
                // what this test asks for
            }
        });
        while (children() == before) {
            Thread.sleep(20);
        }
        thread.interrupt();
        thread.join();
        assertThat(children()).isEqualTo(before);
        assertThat(directory.resolve("store/tmp")).isEmptyDirectory();
    }

    @Test
    void muchOutputIsCutAtItsBeginning() throws Exception {
        Result result = sandbox.run(exec("import sys; sys.stdout.write('x' * 5_000_000 + 'end'); sys.exit(1)"));
        assertThat(result.stdout().length()).isBetween(1 << 20, 3 << 20);
        assertThat(result.stdout()).endsWith("end");
    }

    @Test
    void anOutputThatIsALinkIsRefused() {
        assertThatThrownBy(() -> sandbox.run(exec("import os; os.symlink('/etc/passwd', 'out')")))
                .isInstanceOf(EnvironmentError.class)
                .hasMessageEndingWith("`build/out` is neither a file nor a directory");
    }

    @Test
    void anOutputBehindALinkIsRefused() {
        assertThatThrownBy(() -> sandbox.run(exec("import os; os.rmdir('deep'); os.symlink('/etc', 'deep')")))
                .isInstanceOf(EnvironmentError.class)
                .hasMessageEndingWith("`build/deep` is no directory any more");
    }

    @Test
    void whatACommandLockedAwayIsStillRemoved() throws Exception {
        sandbox.run(exec("import os; os.makedirs('d/e'); open('d/e/f', 'w'); os.chmod('d/e', 0); os.chmod('d', 0)"));
        assertThat(directory.resolve("store/tmp")).isEmptyDirectory();
    }

    @Test
    void foreignCodeIsRefusedWithTheWaysOut() {
        Exec ours = exec("open('out', 'w')");
        var foreign = new Exec(
                Exec.Code.FOREIGN,
                ours.argv(),
                ours.environment(),
                ours.workingDirectory(),
                ours.root(),
                ours.inputs(),
                ours.outputs(),
                ours.platform(),
                ours.timeout());
        assertThatThrownBy(() -> sandbox.run(foreign)).isInstanceOfSatisfying(EnvironmentError.class, error -> {
            assertThat(error)
                    .hasMessage("build back-ends are foreign code and run only in a sandbox, which does not work here"
                            + " (bubblewrap of this host: no `bwrap` on PATH;"
                            + " bubblewrap of the configured Debian source: no Debian source that has it)");
            assertThat(error.problems().getFirst().hints())
                    .containsExactly(
                            "install the package `bubblewrap`",
                            "add one to [tool.terrarium.sources], or install the package `bubblewrap`");
        });
    }

    private Exec exec(String script) {
        return new Exec(
                Exec.Code.OURS,
                List.of("/opt/app/python/3.11/bin/python3.11", "-S", "-s", "-B", "run.py"),
                new TreeMap<>(Map.of("PYTHONHASHSEED", "0")),
                TreePath.of("build"),
                python,
                Tree.builder()
                        .put("build/run.py", Entry.File.plain(Content.Inline.of(script)))
                        .put("build/in.txt", Entry.File.plain(Content.Inline.of("given")))
                        .build(),
                List.of(TreePath.of("build/out"), TreePath.of("build/deep/out")),
                new TreeMap<>(),
                Duration.ofSeconds(50));
    }

    private static Entry.File fileAt(Result result, String path) {
        return (Entry.File) result.outputs().at(path).orElseThrow(() -> new AssertionError(result.toString()));
    }

    private String text(Result result, String path) throws IOException {
        return new String(
                new Contents(store).read(fileAt(result, path).content()), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static long children() {
        return ProcessHandle.current().descendants().count();
    }
}
