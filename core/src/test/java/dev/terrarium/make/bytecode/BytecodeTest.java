package dev.terrarium.make.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.io.Progress;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.interpreter.Interpreter;
import dev.terrarium.sandbox.HostTrees;
import dev.terrarium.sandbox.Sandbox;
import dev.terrarium.sandbox.SandboxProbe;
import dev.terrarium.sandbox.Sandboxes;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bytecode by this machine's Python, which is held to what a Python of an image would be. */
@Timeout(300)
class BytecodeTest {
    private static final Interpreter INTERPRETER =
            new Interpreter("host", 3, 11, 2, "cp311", "cpython-311", 3495, ".cpython-311-x86_64-linux-gnu.so");
    private static final TreePath SITE = HostTrees.LAYOUT.sitePackages();

    @TempDir
    static Path directory;

    private static Store store;
    private static Tree python;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        store = Store.at(directory.resolve("store"));
        python = HostTrees.python(store);
    }

    @Test
    void theStandardLibraryIsCompiledTheSameWhateverTheNumberOfCores() throws Exception {
        Tree sources = python.filter(path -> path.startsWith(HostTrees.LAYOUT.standardLibrary()));
        Bytecode.Compiled all = bytecode(remembering()).compile(sources);
        Bytecode.Compiled again = bytecode(exec -> {
                    var confined = new dev.terrarium.sandbox.Exec(
                            exec.code(),
                            prefixed(exec.argv()),
                            exec.environment(),
                            exec.workingDirectory(),
                            exec.root(),
                            exec.inputs()
                                    .merge(Tree.builder()
                                            .put("build/one.py", Entry.File.plain(Content.Inline.of(ONE_CORE)))
                                            .build()),
                            exec.outputs(),
                            exec.platform(),
                            exec.timeout());
                    return remembering().run(confined);
                })
                .compile(sources);
        assertThat(digests(again.files())).isEqualTo(digests(all.files()));
        assertThat(all.files().entries().size()).isGreaterThan(400);
        assertThat(all.refused().keySet())
                .allMatch(path -> path.text().contains("lib2to3") || path.text().contains("bad"));
    }

    @Test
    @Tag("e2e")
    void wallsChangeNothing() throws Exception {
        Tree sources = python.filter(path -> path.startsWith(HostTrees.LAYOUT.standardLibrary()));
        Tree packaged = HostTrees.bubblewrap(store, directory);
        Store other = Store.at(directory.resolve("other"));
        var probe = new SandboxProbe(HostTrees.environment(""), other, Platform.AMD64, () -> Optional.of(packaged));
        try (var files = Files.walk(store.root().resolve("cas"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = other.root().resolve(store.root().relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Sandbox walled = Sandboxes.open(probe, other, Platform.AMD64, Progress.SILENT);
        var within = new Bytecode(other, walled, INTERPRETER, HostTrees.LAYOUT, python).compile(sources);
        assertThat(within.files())
                .isEqualTo(bytecode(remembering()).compile(sources).files());
    }

    @Test
    void theInterpreterTakesTheBytecodeInsteadOfTheSource() throws Exception {
        Tree sources = Tree.builder()
                .put(SITE.resolve("pkg/__init__.py"), text("WHERE = 'from bytecode'\n"))
                .build();
        Tree compiled = bytecode(remembering()).compile(sources).files();
        assertThat(compiled.entries().keySet())
                .containsExactly(SITE.resolve("pkg/__pycache__/__init__.cpython-311.pyc"));
        Path site = directory.resolve("site");
        write(compiled, site);
        Files.writeString(site.resolve(SITE.text()).resolve("pkg/__init__.py"), "raise SystemExit('from source')\n");
        assertThat(run(site, "import pkg; print(pkg.WHERE)")).isEqualTo("from bytecode\n");
    }

    @Test
    void itIsWhatTheStandardLibraryWouldWriteItself() throws Exception {
        Tree sources = Tree.builder()
                .put(SITE.resolve("m.py"), text("x = {1, 2, 'a'}\n"))
                .build();
        Tree compiled = bytecode(remembering()).compile(sources).files();
        Path file = directory.resolve("m.py");
        Files.writeString(file, "x = {1, 2, 'a'}\n");
        run(
                directory,
                "import py_compile; py_compile.compile('" + file + "', cfile='" + file + "c', dfile='/"
                        + SITE.resolve("m.py") + "', invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)");
        var content = ((Entry.File) compiled.entries().firstEntry().getValue()).content();
        assertThat(new Contents(store).read(content)).isEqualTo(Files.readAllBytes(directory.resolve("m.pyc")));
    }

    @Test
    void whatIsNoPythonIsRecordedAndTheRestIsCompiled() throws Exception {
        Bytecode.Compiled compiled = bytecode(remembering())
                .compile(Tree.builder()
                        .put(SITE.resolve("good.py"), text("x = 1\n"))
                        .put(SITE.resolve("two.py"), text("print 'hello'\n"))
                        .put(SITE.resolve("nul.py"), text("x = 1\0\n"))
                        .put(SITE.resolve("latin.py"), text("# coding: nonsense\n"))
                        .put(SITE.resolve("deep.py"), text("x = " + "(".repeat(300) + ")".repeat(300) + "\n"))
                        .put(SITE.resolve("deeper.py"), text("x = " + "-".repeat(200_000) + "1\n"))
                        .put(SITE.resolve("data.txt"), text("no source"))
                        .build());
        assertThat(compiled.files().entries().keySet())
                .containsExactly(SITE.resolve("__pycache__/good.cpython-311.pyc"));
        assertThat(compiled.refused().keySet().stream().map(TreePath::name))
                .containsExactly("deep.py", "deeper.py", "latin.py", "nul.py", "two.py");
        assertThat(compiled.refused())
                .containsEntry(SITE.resolve("latin.py"), "SyntaxError: unknown encoding: nonsense")
                .containsEntry(SITE.resolve("deeper.py"), "MemoryError")
                .containsEntry(SITE.resolve("deep.py"), "SyntaxError: too many nested parentheses");
    }

    @Test
    void aTreeWithoutSourcesNeedsNoInterpreter() throws Exception {
        assertThat(bytecode(exec -> {
                            throw new AssertionError();
                        })
                        .compile(Tree.EMPTY)
                        .files())
                .isEqualTo(Tree.EMPTY);
    }

    private static final String ONE_CORE = """
            import os, sys
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
            sys.argv = ['compile.py', 'in', 'out']
            exec(compile(open('compile.py').read(), 'compile.py', 'exec'))
            """;

    private static List<String> prefixed(List<String> argv) {
        var words = new java.util.ArrayList<>(argv);
        words.set(words.indexOf("compile.py"), "one.py");
        return words;
    }

    private static Sandbox remembering() {
        var probe = new SandboxProbe(HostTrees.environment(""), store, Platform.AMD64, Optional::empty);
        return Sandboxes.open(probe, store, Platform.AMD64, Progress.SILENT);
    }

    private static Bytecode bytecode(Sandbox sandbox) {
        return new Bytecode(store, sandbox, INTERPRETER, HostTrees.LAYOUT, python);
    }

    private static Map<TreePath, Digest> digests(Tree tree) throws IOException {
        var digests = new TreeMap<TreePath, Digest>();
        for (var entry : tree.entries().entrySet()) {
            byte[] bytes = new Contents(store).read(((Entry.File) entry.getValue()).content());
            digests.put(entry.getKey(), Digest.ofBytes(bytes));
        }
        return digests;
    }

    private static void write(Tree tree, Path to) throws IOException {
        for (var entry : tree.entries().entrySet()) {
            Path file = to.resolve(entry.getKey().text());
            Files.createDirectories(file.getParent());
            Files.write(file, new Contents(store).read(((Entry.File) entry.getValue()).content()));
        }
    }

    private static Entry.File text(String text) {
        return Entry.File.plain(Content.Inline.of(text));
    }

    private static String run(Path root, String script) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder("/usr/bin/python3.11", "-S", "-s", "-B", "-c", script).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PYTHONPATH", root.resolve(SITE.text()).toString());
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }
}
