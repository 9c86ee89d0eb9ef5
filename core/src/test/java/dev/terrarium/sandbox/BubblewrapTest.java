package dev.terrarium.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.io.Progress;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands within walls: bubblewrap comes from its packages and runs by their own loader, whether the host has one or not. */
@Tag("e2e")
@Timeout(120)
class BubblewrapTest {
    @TempDir
    static Path directory;

    private static Store store;
    private static Tree python;
    private static Sandbox sandbox;
    private static List<SandboxProbe.Finding> findings;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        store = Store.at(directory.resolve("store"));
        Tree packaged = HostTrees.bubblewrap(store, directory);
        var probe = new SandboxProbe(HostTrees.environment(""), store, Platform.AMD64, () -> Optional.of(packaged));
        findings = probe.findings();
        sandbox = Sandboxes.open(probe, store, Platform.AMD64, Progress.SILENT);
        python = HostTrees.python(store);
    }

    @Test
    void theProbeSaysWhatWorks() {
        assertThat(findings).extracting(SandboxProbe.Finding::works).containsExactly(false, true);
    }

    @Test
    void theCommandIsNobodyAndAloneAndSeesOnlyItsTree() throws Exception {
        assertThat(output("""
                import os
                env = sorted(os.environ)
                caps = [line.split()[1] for line in open('/proc/self/status') if line.startswith('CapEff')]
                pids = [p for p in os.listdir('/proc') if p.isdigit()]
                print(os.getuid(), os.getgid(), os.getcwd(), sorted(os.listdir('/')), env, caps, len(pids),
                    os.uname().nodename, os.path.exists('/etc'), file=open('out', 'w'))
                """))
                .isEqualTo("10001 10001 /build ['build', 'dev', 'lib', 'lib64', 'opt', 'proc', 'tmp', 'usr']"
                        + " ['PWD', 'PYTHONHASHSEED'] ['0000000000000000'] 2 terrarium False\n");
    }

    @Test
    void onlyItsOwnFilesCanBeWritten() throws Exception {
        assertThat(output("""
                import os
                def can(path):
                    try:
                        open(path, 'w').close()
                        return True
                    except OSError:
                        return False
                print([can(p) for p in ('/x', '/opt/x', '/opt/app/x', '/opt/app/python/x', '/usr/lib/x',
                    '/opt/app/python/3.11/lib/python3.11/os.py', '/tmp/x', '/build/x', '/build/in.txt',
                    '/opt/app/venv/x')], file=open('out', 'w'))
                """)).isEqualTo("[False, False, False, False, False, False, True, True, True, True]\n");
    }

    @Test
    void thereIsNoNetwork() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(output("""
                    import socket
                    try:
                        socket.create_connection(('127.0.0.1', %d), 5)
                        text = 'connected'
                    except OSError as e:
                        text = 'refused'
                    print(text, [name for _, name in socket.if_nameindex()], file=open('out', 'w'))
                    """.formatted(server.getLocalPort()))).isEqualTo("refused ['lo']\n");
        }
    }

    @Test
    void noNamespaceIsMadeInside() throws Exception {
        assertThat(output("""
                import ctypes
                print(ctypes.CDLL(None).unshare(0x10000000), file=open('out', 'w'))
                """)).isEqualTo("-1\n");
    }

    @Test
    void whatRunsTooLongIsKilledWithItsChildren() throws Exception {
        long before = sleepers();
        Result result =
                sandbox.run(exec("import os; os.execv('/opt/sleep', ['sleep', '4242'])", Duration.ofSeconds(2)));
        assertThat(result.timedOut()).isTrue();
        assertThat(sleepers()).isEqualTo(before);
        Result forked = sandbox.run(exec("""
                import os, time
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        os.execv('/opt/sleep', ['sleep', '4242'])
                time.sleep(3600)
                """, Duration.ofSeconds(2)));
        assertThat(forked.timedOut()).isTrue();
        for (int i = 0; i < 100 && sleepers() > before; i++) {
            Thread.sleep(50);
        }
        assertThat(sleepers()).isEqualTo(before);
    }

    @Test
    void aDaemonDoesNotOutliveItsCommand() throws Exception {
        sandbox.run(exec("""
                import os
                if os.fork() == 0:
                    os.setsid()
                    os.execv('/opt/sleep', ['sleep', '4242'])
                """, Duration.ofSeconds(60)));
        for (int i = 0; i < 100 && sleepers() > 0; i++) {
            Thread.sleep(50);
        }
        assertThat(sleepers()).isZero();
    }

    private static String output(String script) throws Exception {
        Result result = sandbox.run(exec(script, Duration.ofSeconds(60)));
        assertThat(result.exitCode()).as(result.stderr()).isZero();
        var file = (Entry.File) result.outputs().at("build/out").orElseThrow();
        return new String(new Contents(store).read(file.content()), StandardCharsets.UTF_8);
    }

    private static Exec exec(String script, Duration timeout) throws IOException, InterruptedException {
        return new Exec(
                Exec.Code.FOREIGN,
                List.of("/opt/app/python/3.11/bin/python3.11", "-S", "-s", "-B", "run.py"),
                new TreeMap<>(Map.of("PYTHONHASHSEED", "0")),
                TreePath.of("build"),
                python.merge(HostTrees.programs(store, "sleep")
                        .filter(path -> path.text().startsWith("bin/"))
                        .move(path -> TreePath.of("opt/sleep"))),
                Tree.builder()
                        .put("build/run.py", Entry.File.plain(Content.Inline.of(script)))
                        .put("build/in.txt", Entry.File.plain(Content.Inline.of("given")))
                        .put("opt/app/venv/pyvenv.cfg", Entry.File.plain(Content.Inline.of("")))
                        .build(),
                List.of(TreePath.of("build/out")),
                new TreeMap<>(),
                timeout);
    }

    private static long sleepers() throws IOException {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            long count = 0;
            for (Path process : processes) {
                count += commandOf(process).startsWith("sleep\0004242") ? 1 : 0;
            }
            return count;
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
