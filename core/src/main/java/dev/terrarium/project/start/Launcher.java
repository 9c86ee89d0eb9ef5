package dev.terrarium.project.start;

import dev.terrarium.json.Json;
import dev.terrarium.json.PrettyJson;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The small program that stands before the server in an image: it puts into the arguments what is known only when the container
 * starts, and becomes the server, or stays before it as an init.
 *
 * <p>Not a shell: there is none in the image, and a shell would expand everything. Not an init of the operating system's either:
 * it would be a package to lock and to watch, and another lower layer in some images. In Python since that is there, isolated and
 * without {@code site}, so that it costs a few milliseconds.
 */
public final class Launcher {
    private Launcher() {}

    /** Where it stands: {@code opt/app/venv/bin/terrarium-start}. */
    public static TreePath path(Layout layout) {
        return layout.scripts().resolve("terrarium-start");
    }

    /** The image's entry point. */
    public static List<String> entrypoint(Layout layout, StartCommand start) {
        String program = "/" + path(layout);
        return start.init().isPresent() ? List.of(program, "--init") : List.of(program);
    }

    /** The words that ask from inside the container whether it is well. */
    public static List<String> health(Layout layout, int port, java.util.Optional<String> path) {
        var words = new ArrayList<>(List.of("/" + path(layout), "--health", "${PORT:-" + port + "}"));
        path.ifPresent(words::add);
        return List.copyOf(words);
    }

    /** All that a start needs in the image: the launcher, the commands that it knows by name, a server of ours if it is one. */
    public static Tree tree(Layout layout, StartCommand start) {
        var tree = Tree.builder()
                .put(path(layout), Entry.File.executable(Content.Inline.of(text(layout))))
                .put(layout.prefix().resolve("commands.json"), commands(start));
        if (start.argv().contains("/" + Adapter.path(layout))) {
            tree.put(Adapter.path(layout), Adapter.file(layout));
        }
        return tree.build();
    }

    private static Entry.File commands(StartCommand start) {
        Json.Members commands = Json.Members.EMPTY;
        for (var command : start.commands().entrySet()) {
            commands = commands.with(
                    command.getKey(),
                    Json.Members.EMPTY
                            .with("command", command.getValue().argv())
                            .with("init", command.getValue().init()));
        }
        return Entry.File.plain(Content.Inline.of(PrettyJson.write(commands) + "\n"));
    }

    static String text(Layout layout) {
        return "#!/" + layout.scripts().resolve("python") + " -IS\n" + source();
    }

    static String source() {
        return resource("launcher.py");
    }

    static String resource(String name) {
        try (InputStream in = Launcher.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
