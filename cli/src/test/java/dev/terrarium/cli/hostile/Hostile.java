package dev.terrarium.cli.hostile;

import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One input.
 *
 * @param title names it in the file of outcomes; no other has it
 * @param input what is done to a project that would build
 */
record Hostile(String title, Input input) {
    /** Makes the input. */
    @FunctionalInterface
    interface Input {
        void make(World world) throws IOException;
    }

    /** A file of the project with this text. */
    static Hostile file(String title, String path, String text) {
        return new Hostile(title, world -> world.write(path, text));
    }

    static Hostile bytes(String title, String path, byte[] content) {
        return new Hostile(title, world -> {
            Path file = world.project().resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        });
    }

    /** A link of the project. */
    static Hostile link(String title, String path, String target) {
        return new Hostile(
                title, world -> Files.createSymbolicLink(world.project().resolve(path), Path.of(target)));
    }

    /** What a shell makes in the project's folder: names that Java cannot spell. */
    static Hostile shell(String title, String script) {
        return new Hostile(title, world -> {
            Process shell = new ProcessBuilder("sh", "-c", script)
                    .directory(world.project().toFile())
                    .inheritIO()
                    .start();
            try {
                if (shell.waitFor() != 0) {
                    throw new IOException("the shell failed: " + script);
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
    }

    @Override
    public String toString() {
        return title;
    }
}
