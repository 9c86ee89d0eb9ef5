package dev.terrarium.make.bytecode;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.interpreter.Interpreter;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.sandbox.Exec;
import dev.terrarium.sandbox.Result;
import dev.terrarium.sandbox.Sandbox;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compiles the sources of one package to {@code .pyc} files whose validity nobody checks at run time, by the image's interpreter.
 *
 * <p>Not {@code compileall} over a directory: its result depends on times, on what was compiled before in the same process, and on
 * the directory. The paths that the code objects remember are those of the image; the sources never stand there. Must be called
 * for one package at a time, since the files of a call are compiled in groups.
 *
 * @see <a href="https://peps.python.org/pep-0552/">PEP 552, deterministic pycs</a>
 */
public final class Bytecode {
    /** Part of the key of a fragment: raised whenever the same sources would give other bytes. */
    public static final int RULES = 1;

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final TreePath WORK = TreePath.of("build");
    private static final int CHUNK = 200;
    private static final long BATCH = 32L << 20;
    private static final int MAGIC_END = '\r' << 16 | '\n' << 24;

    private final Store store;
    private final Sandbox sandbox;
    private final Interpreter interpreter;
    private final Layout layout;
    private final Tree root;

    /**
     * What came of it.
     *
     * @param files the {@code .pyc} files at their places
     * @param refused sources that are no Python of this version, by the compiler's reason; nothing unusual, templates are among them
     */
    public record Compiled(Tree files, SortedMap<TreePath, String> refused) {}

    /** @param root the interpreter at its place in the layout, with its standard library, the libraries and the loader it needs */
    public Bytecode(Store store, Sandbox sandbox, Interpreter interpreter, Layout layout, Tree root) {
        this.store = store;
        this.sandbox = sandbox;
        this.interpreter = interpreter;
        this.layout = layout;
        this.root = root;
    }

    /**
     * Compiles every {@code .py} file of a tree whose paths are those of the image.
     *
     * @throws EnvironmentError when the compiler cannot be run, or dies of anything but its sources
     */
    public Compiled compile(Tree sources) throws InterruptedException {
        var files = Tree.builder();
        var refused = new TreeMap<TreePath, String>();
        try {
            for (SortedMap<TreePath, Content> batch : batches(sources)) {
                compile(batch, files, refused);
            }
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(ErrorCode.STORE_UNUSABLE, "the store could not be used: " + e.getMessage()), e);
        }
        return new Compiled(files.build(), refused);
    }

    /** Whole chunks of the compiler, until they are worth a process: what is compiled together never depends on memory. */
    private static List<SortedMap<TreePath, Content>> batches(Tree sources) {
        var batches = new ArrayList<SortedMap<TreePath, Content>>();
        var batch = new TreeMap<TreePath, Content>();
        long bytes = 0;
        for (var entry : sources.entries().entrySet()) {
            if (entry.getValue() instanceof Entry.File file
                    && entry.getKey().name().endsWith(".py")) {
                if (bytes >= BATCH && batch.size() % CHUNK == 0) {
                    batches.add(batch);
                    batch = new TreeMap<>();
                    bytes = 0;
                }
                batch.put(entry.getKey(), file.content());
                bytes += file.content().size();
            }
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private void compile(SortedMap<TreePath, Content> sources, Tree.Builder files, SortedMap<TreePath, String> refused)
            throws IOException, InterruptedException {
        Result result = sandbox.run(exec(frames(sources)));
        if (!result.succeeded()
                || !(result.outputs().at(WORK.resolve("out")).orElse(null)
                        instanceof Entry.File(Content.Stored(var blob, var offset, var size), var mode))) {
            String why =
                    result.stderr().lines().reduce((first, second) -> second).orElse("it said nothing");
            throw new EnvironmentError(
                    ErrorCode.COMMAND_FAILED,
                    "the bytecode compiler failed (" + (result.timedOut() ? "time-out" : result.exitCode()) + "): "
                            + why);
        }
        read(blob, sources, files, refused);
    }

    private Exec exec(byte[] frames) throws IOException {
        return new Exec(
                Exec.Code.OURS,
                List.of(
                        "/" + layout.python() + "/bin/python" + layout.minorVersion(),
                        "-S",
                        "-s",
                        "-B",
                        "-W",
                        "ignore",
                        "compile.py",
                        "in",
                        "out"),
                new TreeMap<>(Map.of("PYTHONHASHSEED", "0", "LC_ALL", "C.UTF-8", "TZ", "UTC")),
                WORK,
                root,
                Tree.builder()
                        .put(WORK.resolve("compile.py"), Entry.File.plain(new Content.Inline(program())))
                        .put(WORK.resolve("in"), Entry.File.plain(new Content.Inline(frames)))
                        .build(),
                List.of(WORK.resolve("out")),
                new TreeMap<>(),
                PATIENCE);
    }

    private byte[] frames(SortedMap<TreePath, Content> sources) throws IOException {
        var contents = new Contents(store);
        int size = 0;
        for (var source : sources.entrySet()) {
            size = Math.addExact(
                    size,
                    8
                            + utf8(source.getKey()).length
                            + Math.toIntExact(source.getValue().size()));
        }
        ByteBuffer frames = ByteBuffer.allocate(size);
        for (var source : sources.entrySet()) {
            byte[] path = utf8(source.getKey());
            byte[] bytes = contents.read(source.getValue());
            frames.putInt(path.length).put(path).putInt(bytes.length).put(bytes);
        }
        return frames.array();
    }

    private static byte[] utf8(TreePath path) {
        return ("/" + path).getBytes(StandardCharsets.UTF_8);
    }

    private void read(
            Digest blob, SortedMap<TreePath, Content> sources, Tree.Builder files, SortedMap<TreePath, String> refused)
            throws IOException {
        try (InputStream raw = store.source(blob).open();
                var in = new DataInputStream(new java.io.BufferedInputStream(raw))) {
            long offset = 0;
            for (TreePath source : sources.keySet()) {
                boolean isCompiled = in.readByte() == 0;
                int length = in.readInt();
                offset += 5;
                if (isCompiled) {
                    int magic = Integer.reverseBytes(in.readInt());
                    if (magic != (interpreter.magic() | MAGIC_END)) {
                        throw new IllegalStateException("the interpreter writes bytecode of another magic: " + magic);
                    }
                    in.skipNBytes(length - Integer.BYTES);
                    files.put(cached(source), Entry.File.plain(new Content.Stored(blob, offset, length)));
                } else {
                    refused.put(source, new String(in.readNBytes(length), StandardCharsets.UTF_8));
                }
                offset += length;
            }
        }
    }

    /** {@code pkg/mod.py} → {@code pkg/__pycache__/mod.cpython-313.pyc}. */
    private TreePath cached(TreePath source) {
        String name = source.name();
        String file = "__pycache__/" + name.substring(0, name.length() - ".py".length()) + "." + interpreter.cacheTag()
                + ".pyc";
        return source.parent().map(directory -> directory.resolve(file)).orElseGet(() -> TreePath.of(file));
    }

    private static byte[] program() throws IOException {
        try (InputStream in = Bytecode.class.getResourceAsStream("compile.py")) {
            return Objects.requireNonNull(in, "compile.py is packed with this class")
                    .readAllBytes();
        }
    }
}
