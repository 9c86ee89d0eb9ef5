package dev.terrarium.delivery;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an engine is, as its own command would find it: the variable, then the usual sockets; Podman by its command first.
 *
 * <p>An engine on another machine is not spoken to: its API over TCP needs certificates, over SSH another program, and whoever
 * has either can load an archive there.
 */
final class Engines {
    private Engines() {}

    static Engine find(Engine.Kind kind, Environment environment) {
        return switch (kind) {
            case DOCKER -> new SocketEngine(kind, socket(environment, "DOCKER_HOST", dockerSockets(environment)));
            case PODMAN -> podman(environment);
        };
    }

    private static Engine podman(Environment environment) {
        Optional<Path> command = onPath(environment, "podman");
        if (command.isPresent() && environment.variable("CONTAINER_HOST").isEmpty()) {
            return new CommandEngine(command.get(), environment.variables());
        }
        return new SocketEngine(Engine.Kind.PODMAN, socket(environment, "CONTAINER_HOST", podmanSockets(environment)));
    }

    private static Path socket(Environment environment, String variable, List<Path> usual) {
        Optional<String> host = environment.variable(variable);
        if (host.isPresent()) {
            if (!host.get().startsWith("unix://")) {
                throw new UserError(
                        ErrorCode.NOT_IN_THIS_VERSION,
                        "engines on other machines are not in this version, and " + variable + " names one",
                        "unset " + variable + ", or write a docker archive and load it there");
            }
            return Path.of(host.get().substring("unix://".length()));
        }
        return usual.stream().filter(Files::exists).findFirst().orElse(usual.getFirst());
    }

    private static List<Path> dockerSockets(Environment environment) {
        var sockets = new ArrayList<Path>();
        sockets.add(environment.hostFile("/var/run/docker.sock"));
        environment.variable("XDG_RUNTIME_DIR").ifPresent(dir -> sockets.add(Path.of(dir, "docker.sock")));
        sockets.add(environment.home().resolve(".docker/run/docker.sock"));
        sockets.add(environment.home().resolve(".docker/desktop/docker.sock"));
        return sockets;
    }

    private static List<Path> podmanSockets(Environment environment) {
        var sockets = new ArrayList<Path>();
        environment.variable("XDG_RUNTIME_DIR").ifPresent(dir -> sockets.add(Path.of(dir, "podman/podman.sock")));
        sockets.add(environment.hostFile("/run/podman/podman.sock"));
        return sockets;
    }

    private static Optional<Path> onPath(Environment environment, String program) {
        for (String directory : environment.variable("PATH").orElse("").split(":", -1)) {
            if (directory.startsWith("/") && Files.isExecutable(Path.of(directory, program))) {
                return Optional.of(Path.of(directory, program));
            }
        }
        return Optional.empty();
    }
}
