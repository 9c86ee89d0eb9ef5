package dev.terrarium.project.start;

import dev.terrarium.project.start.Framework.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The servers whose options are known here, those that people choose most often first.
 *
 * <p>uWSGI is not among them: it has no wheels, and half of its hundreds of options contradict each other; who locks it is told the
 * line to write.
 */
enum Server {
    UVICORN("uvicorn", "uvicorn"),
    HYPERCORN("hypercorn", "hypercorn"),
    GUNICORN("gunicorn", "gunicorn"),
    GRANIAN("granian", "granian"),
    DAPHNE("daphne", "daphne"),
    WAITRESS("waitress", "waitress-serve"),
    SANIC("sanic", "sanic"),
    AIOHTTP("aiohttp", Adapter.PROGRAM),
    TORNADO("tornado", Adapter.PROGRAM);

    private final String distribution;
    private final String program;

    Server(String distribution, String program) {
        this.distribution = distribution;
        this.program = program;
    }

    private Set<Protocol> protocols() {
        return switch (this) {
            case UVICORN, HYPERCORN, DAPHNE -> Set.of(Protocol.ASGI);
            case GRANIAN -> Set.of(Protocol.ASGI, Protocol.WSGI);
            case GUNICORN -> Set.of(Protocol.WSGI, Protocol.AIOHTTP);
            case WAITRESS -> Set.of(Protocol.WSGI);
            case SANIC -> Set.of(Protocol.SANIC);
            case AIOHTTP -> Set.of(Protocol.AIOHTTP);
            case TORNADO -> Set.of(Protocol.TORNADO);
        };
    }

    /** The package that brings it, and the name under which people know it. */
    String distribution() {
        return distribution;
    }

    /** The program in the environment's {@code bin}. */
    String program() {
        return program;
    }

    boolean isAdapter() {
        return program.equals(Adapter.PROGRAM);
    }

    /** Whether it ends on SIGTERM by itself; waitress only knows the interrupt of a keyboard. */
    boolean heedsTerm() {
        return this != WAITRESS;
    }

    /** Whether it waits for every child there is, also those that it did not start. */
    boolean buriesAll() {
        return this == GUNICORN;
    }

    /** The server for an object among the locked packages; the first of those that fit. */
    static Optional<Server> of(ApplicationObject object, SortedMap<String, String> locked) {
        for (Server server : values()) {
            boolean calls = !object.isFactory() || server != DAPHNE;
            if (server.protocols().contains(object.protocol()) && calls && locked.containsKey(server.distribution)) {
                return Optional.of(server);
            }
        }
        return Optional.empty();
    }

    /** The server that a program is, by the last part of its path. */
    static Optional<Server> ofProgram(String program) {
        String name = program.substring(program.lastIndexOf('/') + 1);
        return List.of(values()).stream()
                .filter(server -> !server.isAdapter() && server.program.equals(name))
                .findFirst();
    }
}
