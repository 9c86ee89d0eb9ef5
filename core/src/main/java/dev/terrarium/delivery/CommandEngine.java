package dev.terrarium.delivery;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Podman by its command, which needs no service: every user's images are files of that user.
 *
 * @param command the program
 * @param variables the environment to run it in
 */
record CommandEngine(Path command, Map<String, String> variables) implements Engine {
    private static final int LONGEST_MESSAGE = 1 << 16;

    CommandEngine {
        variables = Map.copyOf(variables);
    }

    /** What a run said and how it ended. */
    private record Outcome<T>(T result, int exit, String errors) {}

    @Override
    public void load(Scratch.Content archive) {
        Outcome<String> outcome = run(List.of("load", "--quiet"), archive, CommandEngine::text);
        if (outcome.exit() != 0) {
            throw Engine.failed(
                    "podman refused the image: " + Engine.oneLine(outcome.errors()),
                    null,
                    "run `podman info` to see whether podman itself works");
        }
    }

    @Override
    public <T> T save(ImageReference reference, Reader<T> reader) {
        String name = reference.tagged().toString();
        if (run(List.of("image", "exists", name), out -> {}, CommandEngine::text)
                        .exit()
                == 1) {
            throw new UserError(
                    ErrorCode.IMAGE_NOT_FOUND,
                    "podman has no image `" + name + "`",
                    "`podman image ls` lists what it has");
        }
        var failure = new AtomicReference<IOException>();
        Outcome<List<T>> outcome = run(List.of("save", "--format", "docker-archive", name), out -> {}, in -> {
            try {
                return List.of(reader.read(in));
            } catch (IOException e) {
                failure.set(e);
                in.transferTo(java.io.OutputStream.nullOutputStream());
                return List.of();
            }
        });
        if (outcome.exit() != 0 || outcome.result().isEmpty()) {
            throw Engine.failed(
                    "podman did not give the image `" + name + "`: " + Engine.oneLine(outcome.errors()), failure.get());
        }
        return outcome.result().getFirst();
    }

    @Override
    public String architecture() {
        return run(List.of("info", "--format", "{{.Host.Arch}}"), out -> {}, CommandEngine::text)
                .result()
                .strip();
    }

    private static String text(InputStream in) throws IOException {
        String text = new String(in.readNBytes(LONGEST_MESSAGE), StandardCharsets.UTF_8);
        in.transferTo(java.io.OutputStream.nullOutputStream());
        return text;
    }

    private <T> Outcome<T> run(List<String> arguments, Scratch.Content input, Reader<T> output) {
        var line = new ArrayList<String>();
        line.add(command.toString());
        line.addAll(arguments);
        var builder = new ProcessBuilder(line);
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw Engine.failed("`" + command + "` cannot be run: " + e.getMessage(), e);
        }
        try {
            var errors = new AtomicReference<>("");
            Thread reading = Thread.ofVirtual().start(() -> errors.set(quietly(process.getErrorStream())));
            var broken = new AtomicReference<IOException>();
            var refused = new AtomicReference<RuntimeException>();
            Thread writing = Thread.ofVirtual().start(() -> {
                try (var out = process.getOutputStream()) {
                    input.writeTo(out);
                } catch (IOException e) {
                    broken.set(e);
                } catch (RuntimeException e) {
                    refused.set(e);
                    process.destroyForcibly();
                }
            });
            T result = output.read(process.getInputStream());
            writing.join();
            reading.join();
            int exit = process.waitFor();
            if (refused.get() != null) {
                throw refused.get();
            }
            if (broken.get() != null && exit == 0) {
                throw Engine.failed("podman broke off: " + broken.get().getMessage(), broken.get());
            }
            return new Outcome<>(result, exit, errors.get());
        } catch (IOException e) {
            throw Engine.failed("podman broke off: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Engine.failed("podman was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String quietly(InputStream errors) {
        try {
            return text(errors);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
