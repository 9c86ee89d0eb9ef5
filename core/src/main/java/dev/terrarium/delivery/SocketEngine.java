package dev.terrarium.delivery;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.oci.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An engine behind a UNIX socket that speaks Docker's API: Docker itself, or Podman's service.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>
 */
record SocketEngine(Kind kind, SocketHttp http) implements Engine {
    SocketEngine(Kind kind, Path socket) {
        this(kind, new SocketHttp(socket));
    }

    @Override
    public void load(Scratch.Content archive) {
        String refusal = ask(() -> http.post(
                "/images/load?quiet=1",
                archive,
                answer -> answer.isSuccess() ? failureIn(answer.text()) : message(answer.text())));
        if (!refusal.isEmpty()) {
            throw Engine.failed(
                    kind + " refused the image: " + Engine.oneLine(refusal),
                    null,
                    "look into the engine's own log, or use `--output docker-archive:FILE`");
        }
    }

    @Override
    public <T> T save(ImageReference reference, Reader<T> reader) {
        String target = "/images/" + reference.tagged() + "/";
        int status = ask(() -> http.get(target + "json", SocketHttp.Answer::status));
        if (status == 404) {
            throw new UserError(
                    ErrorCode.IMAGE_NOT_FOUND,
                    kind + " has no image `" + reference.tagged() + "`",
                    "`" + kind + " image ls` lists what it has");
        }
        return ask(() -> http.get(target + "get", answer -> {
            if (!answer.isSuccess()) {
                throw Engine.failed(
                        kind + " did not give the image `" + reference + "`: " + Engine.oneLine(message(answer.text())),
                        null);
            }
            return reader.read(answer.body());
        }));
    }

    @Override
    public String architecture() {
        return ask(() -> http.get(
                "/version",
                answer -> JsonDocument.parse(answer.text().getBytes(StandardCharsets.UTF_8), JsonLimits.IMAGE)
                        .root()
                        .required("Arch")
                        .text()));
    }

    /** Something that is asked of the engine. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws IOException;
    }

    private <T> T ask(Question<T> question) {
        Path socket = http.socket();
        if (!Files.exists(socket)) {
            throw notRunning("there is no `" + socket + "`", null);
        }
        try {
            return question.ask();
        } catch (java.net.ConnectException e) {
            throw notRunning("nobody answers at `" + socket + "`", e);
        } catch (java.net.SocketException e) {
            if (String.valueOf(e.getMessage()).contains("Permission denied")) {
                throw Engine.failed(
                        "you may not speak to " + kind + " at `" + socket + "`: permission denied",
                        e,
                        kind == Kind.DOCKER
                                ? "run `sudo usermod -aG docker $USER` and log in again, or use a rootless Docker"
                                : "start your own with `systemctl --user start podman.socket`");
            }
            throw broken(e);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private EnvironmentError notRunning(String why, java.io.@org.jspecify.annotations.Nullable IOException cause) {
        return Engine.failed(
                kind + " is not running: " + why,
                cause,
                kind == Kind.DOCKER
                        ? "start it with `sudo systemctl start docker`, or name its socket in DOCKER_HOST"
                        : "start it with `systemctl --user start podman.socket`, or install the `podman` command");
    }

    private EnvironmentError broken(IOException cause) {
        return Engine.failed(
                kind + " broke off at `" + http.socket() + "`: " + Engine.oneLine(String.valueOf(cause.getMessage())),
                cause,
                "look into the engine's own log, and whether its disk is full");
    }

    /** A load that fails half-way has the status 200 and says so in a line of its own. */
    private static String failureIn(String lines) {
        for (String line : lines.split("\r?\n", -1)) {
            Optional<String> error = member(line, "error");
            if (error.isPresent()) {
                return error.get();
            }
        }
        return "";
    }

    private static String message(String body) {
        return member(body, "message").orElse(body.isBlank() ? "it said nothing" : body);
    }

    private static Optional<String> member(String json, String name) {
        try {
            return JsonDocument.parse(json.getBytes(StandardCharsets.UTF_8), JsonLimits.IMAGE)
                    .root()
                    .textOf(name);
        } catch (JsonInvalid e) {
            return Optional.empty();
        }
    }
}
