package dev.terrarium.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.oci.Layer;
import dev.terrarium.oci.Platform;
import dev.terrarium.sandbox.TrialReport.Listening;
import dev.terrarium.sandbox.TrialReport.Phase;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images that are started for real, of this host's own Python. */
@Tag("e2e")
@Timeout(120)
class TrialsTest {
    private static final String PYTHON = "/opt/app/python/3.11/bin/python3.11";
    private static final Trial.Patience SHORT =
            new Trial.Patience(Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final String SERVER = """
            import http.server, os, signal, sys
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
            class Hello(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(204)
                    self.end_headers()
            http.server.HTTPServer(('%s', %d), Hello).serve_forever()
            """;

    @TempDir
    static Path directory;

    private static Store store;
    private static Layer python;
    private static Trials trials;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        store = Store.at(directory.resolve("store"));
        Tree packaged = HostTrees.bubblewrap(store, directory);
        var probe = new SandboxProbe(HostTrees.environment(""), store, Platform.AMD64, () -> Optional.of(packaged));
        python = Layers.of(
                HostTrees.python(store)
                        .merge(Tree.builder()
                                .put("home/app/.profile", Entry.File.plain(Content.Inline.of("")))
                                .build()),
                store);
        trials = Trials.open(probe).orElseThrow();
    }

    private static Trial trial(String script, Optional<String> module, int port) throws IOException {
        Tree application = Tree.builder()
                .put("opt/app/project/main.py", Entry.File.plain(Content.Inline.of(script)))
                .build();
        return new Trial(
                List.of(python, Layers.of(application, store)),
                List.of(PYTHON, "-B", "main.py"),
                Map.of("PATH", "/opt/app/python/3.11/bin", "HOME", "/home/app", "LANG", "C.UTF-8"),
                TreePath.of("opt/app/project"),
                PYTHON,
                module,
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
                15,
                SHORT);
    }

    private static TrialReport run(String script, int port) throws IOException, InterruptedException {
        return trials.run(trial(script, Optional.empty(), port));
    }

    @Test
    void aServerAnswersAndEndsOnItsSignal() throws Exception {
        TrialReport seen = run(SERVER.formatted("0.0.0.0", 8000), 8000);
        assertThat(seen.answer().orElseThrow().port()).isEqualTo(8000);
        assertThat(seen.answer().orElseThrow().status()).hasValue(204);
        assertThat(seen.memory()).isBetween(4_000_000L, 100_000_000L);
        assertThat(seen.exitCode()).isZero();
        assertThat(seen.stopped()).isLessThan(Duration.ofSeconds(1));
        assertThat(seen.killed()).isFalse();
    }

    @Test
    void anyPortIsFoundWhenNoneIsKnown() throws Exception {
        assertThat(run(SERVER.formatted("0.0.0.0", 5005), 0)
                        .answer()
                        .orElseThrow()
                        .port())
                .isEqualTo(5005);
    }

    @Test
    void aPortOfTheLoopbackDeviceIsSeenAndIsNoAnswer() throws Exception {
        TrialReport seen = run(SERVER.formatted("127.0.0.1", 8000), 8000);
        assertThat(seen.answer()).isEmpty();
        assertThat(seen.listening()).containsExactly(new Listening(8000, false));
        assertThat(seen.phase()).isEqualTo(Phase.STOP);
    }

    /** As process 1 it is not ended by a signal that it does not handle: what engines find, too. */
    @Test
    void whatDoesNotHandleItsSignalIsKilled() throws Exception {
        TrialReport seen = run("import time\ntime.sleep(4242)\n", 0);
        assertThat(seen.phase()).isEqualTo(Phase.STOP);
        assertThat(seen.killed()).isTrue();
        assertThat(sleepers()).isZero();
    }

    @Test
    void aWorkerThatEndsByItselfTellsItsLastWords() throws Exception {
        TrialReport seen = run("import sys\nprint('out')\nsys.exit('no broker')\n", 0);
        assertThat(seen.phase()).isEqualTo(Phase.START);
        assertThat(seen.exitCode()).isOne();
        assertThat(seen.output()).containsExactly("out", "no broker");
    }

    @Test
    void anImportIsTriedFirst() throws Exception {
        TrialReport good = trials.run(trial("import sys\n", Optional.of("main"), 0));
        assertThat(good.imported()).isPresent();
        TrialReport bad = trials.run(trial("import absent\n", Optional.of("main"), 0));
        assertThat(bad.phase()).isEqualTo(Phase.IMPORT);
        assertThat(bad.exitCode()).isOne();
        assertThat(bad.output().getLast()).isEqualTo("ModuleNotFoundError: No module named 'absent'");
    }

    @Test
    void itIsNobodyAndWritesNowhereButAtHome() throws Exception {
        TrialReport seen = run("""
                import os, socket
                def can(path):
                    try:
                        open(path, 'w').close()
                        return True
                    except OSError:
                        return False
                print(os.getpid(), os.getuid(), os.getgid(), os.getcwd(), sorted(os.environ))
                print([can(p) for p in ('/x', '/opt/x', '/opt/app/project/x', '/etc/x', '/home/x', '/home/app/x', '/tmp/x')])
                print(socket.gethostbyname('localhost'), [name for _, name in socket.if_nameindex()])
                print(sorted(os.listdir('/proc/self/fd')))
                """, 0);
        assertThat(seen.output())
                .containsExactly(
                        "1 10001 10001 /opt/app/project ['HOME', 'LANG', 'PATH', 'PWD']",
                        "[False, False, False, False, False, True, True]",
                        "127.0.0.1 ['lo']",
                        "['0', '1', '2', '3']");
    }

    @Test
    void anInterruptionKillsAllOfIt() throws Exception {
        Trial trial = trial("import os, time\nos.fork()\ntime.sleep(4242)\n", Optional.empty(), 8000);
        Thread test = Thread.currentThread();
        Thread.ofVirtual().start(() -> {
            while (sleepers() < 2) {
                Thread.onSpinWait();
            }
            test.interrupt();
        });
        assertThatThrownBy(() -> trials.run(trial)).isInstanceOf(InterruptedException.class);
        for (int i = 0; i < 100 && sleepers() > 0; i++) {
            Thread.sleep(20);
        }
        assertThat(sleepers()).isZero();
        assertThat(directory.resolve("store/tmp")).isEmptyDirectory();
    }

    private static long sleepers() {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            long count = 0;
            for (Path process : processes) {
                count += commandOf(process).equals(PYTHON + "\0-B\0main.py\0") ? 1 : 0;
            }
            return count;
        } catch (IOException e) {
            return 0;
        }
    }

    private static String commandOf(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
