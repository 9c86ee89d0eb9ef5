package dev.terrarium.sandbox;

import dev.terrarium.store.Store;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of one run: its own copy of the inputs, its working directory, places for its outputs; removed when it is closed. */
final class Scratch implements AutoCloseable {
    private final Path directory;

    private Scratch(Path directory) {
        this.directory = directory;
    }

    static Scratch of(Exec exec, Store store) throws IOException {
        var scratch = new Scratch(store.publication().temporary());
        try {
            Files.createDirectory(scratch.directory);
            Disk.write(exec.inputs(), new Contents(store), scratch.directory, true);
            Disk.directories(scratch.directory, exec.workingDirectory());
            for (TreePath output : exec.outputs()) {
                Disk.directories(scratch.directory, output.parent().orElseThrow());
            }
            return scratch;
        } catch (IOException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        Disk.remove(directory);
    }
}
