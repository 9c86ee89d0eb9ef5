package dev.terrarium.sandbox;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Records;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A sandbox that runs no command twice: outputs are found again by the action digest, as long as their blobs are there.
 *
 * <p>Only what succeeded is kept: a failure may be the machine's. Of two processes that run the same foreign command at once the
 * first one's outputs are everybody's, since back-ends are not all deterministic; our own commands must be, and are held to it.
 */
record Remembering(Sandbox sandbox, Store store) implements Sandbox {
    @Override
    public Result run(Exec exec) throws InterruptedException {
        try {
            Digest key = ActionDigest.of(exec, store);
            Records records = store.records("exec", 1);
            Optional<Tree> known = records.find(key).flatMap(this::read);
            if (known.isPresent()) {
                return new Result(0, false, known.get(), "", "");
            }
            Result result = sandbox.run(exec);
            return result.succeeded() ? kept(exec, records, key, result) : result;
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(ErrorCode.STORE_UNUSABLE, "the store could not be used: " + e.getMessage()), e);
        }
    }

    private Result kept(Exec exec, Records records, Digest key, Result result) throws IOException {
        byte[] record = write(result.outputs());
        Optional<byte[]> present = records.find(key);
        Optional<Tree> others = present.flatMap(this::read);
        if (present.isPresent() && others.isEmpty()) {
            records.forget(key);
        }
        if (others.isPresent() && exec.code() == Exec.Code.FOREIGN) {
            return new Result(0, false, others.get(), result.stdout(), result.stderr());
        }
        records.add(key, record);
        return result;
    }

    private static byte[] write(Tree outputs) {
        var text = new StringBuilder();
        outputs.forEach((path, entry) -> {
            if (entry instanceof Entry.File(Content.Stored(var blob, var offset, var size), var mode)) {
                text.append(String.join(" ", blob.hex(), Long.toString(size), Integer.toOctalString(mode), path.text()))
                        .append('\0');
            }
        });
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Rows end with NUL, which no path contains. Empty when a blob was pruned: the command runs again. */
    private Optional<Tree> read(byte[] record) {
        var tree = Tree.builder();
        for (String line : new String(record, StandardCharsets.UTF_8).split("\0")) {
            if (line.isEmpty()) {
                continue;
            }
            List<String> words = List.of(line.split(" ", 4));
            var content = new Content.Stored(new Digest(words.get(0)), 0, Long.parseLong(words.get(1)));
            if (store.sizeOf(content.blob())
                    .filter(size -> size == content.size())
                    .isEmpty()) {
                return Optional.empty();
            }
            tree.put(TreePath.of(words.get(3)), new Entry.File(content, Integer.parseInt(words.get(2), 8)));
        }
        return Optional.of(tree.build());
    }
}
