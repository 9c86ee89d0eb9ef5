package dev.terrarium.cli;

import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test that asks for a {@link World} one of its own, with an application in it, and takes it away afterwards. */
public final class Worlds implements ParameterResolver {
    private record Held(World world) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            world.close();
            try (Stream<Path> files = Files.walk(world.directory())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == World.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(Namespace.create(Worlds.class, context.getUniqueId()))
                .computeIfAbsent(World.class, type -> new Held(begin()), Held.class)
                .world();
    }

    private static World begin() {
        try {
            return World.start(Files.createTempDirectory("world")).application();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
