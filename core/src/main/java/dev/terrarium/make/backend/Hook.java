package dev.terrarium.make.backend;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.python.wheel.WheelSet;
import dev.terrarium.sandbox.Exec;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One call of a back-end as a command: a virtual environment with the build requirements, the sources, a program that calls.
 *
 * <p>Every path is a constant, so that none gets into the wheel that is not the same everywhere.
 */
record Hook(String name, BackendRequest request, Layout layout, Tree root) {
    static final TreePath WORK = TreePath.of("build");
    static final TreePath ANSWER = WORK.resolve("answer.json");
    static final TreePath DIST = WORK.resolve("dist");

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final long ZIP_EPOCH = 315_532_800;

    Exec exec() {
        return new Exec(
                Exec.Code.FOREIGN,
                List.of("/" + layout.scripts() + "/python", "hook.py", "request.json", "answer.json"),
                environment(),
                WORK,
                root,
                inputs(),
                List.of(ANSWER, DIST),
                new TreeMap<>(),
                PATIENCE);
    }

    private Tree inputs() {
        TreePath environment = layout.environment();
        String python = "python" + layout.minorVersion();
        String relative = "../../python/" + layout.minorVersion() + "/bin/" + python;
        return Tree.builder()
                .putAll(WheelSet.merge(request.requirements()))
                .put(environment.resolve("pyvenv.cfg"), Entry.File.plain(Content.Inline.of(configuration())))
                .put(layout.sitePackages(), Entry.Directory.PLAIN)
                .put(layout.scripts().resolve("python"), new Entry.Link(relative))
                .put(layout.scripts().resolve("python3"), new Entry.Link("python"))
                .putAll(request.source().under(WORK.resolve("src")))
                .put(WORK.resolve("src"), Entry.Directory.PLAIN)
                .put(WORK.resolve("hook.py"), Entry.File.plain(new Content.Inline(program())))
                .put(WORK.resolve("request.json"), Entry.File.plain(Content.Inline.of(json())))
                .build();
    }

    private String configuration() {
        return "home = /" + layout.python() + "/bin\ninclude-system-site-packages = false\nversion = "
                + layout.minorVersion() + "\n";
    }

    private String json() {
        var json = new JsonObject();
        json.addProperty("hook", name);
        json.addProperty("backend", request.backend());
        var paths = new JsonArray();
        request.backendPath().forEach(path -> paths.add(path.text()));
        json.add("backend-path", paths);
        return json.toString();
    }

    private SortedMap<String, String> environment() {
        var variables = new TreeMap<String, String>();
        variables.put("HOME", "/" + WORK + "/home");
        variables.put("LC_ALL", "C.UTF-8");
        variables.put("PATH", "/" + layout.scripts() + ":/" + layout.python() + "/bin:/usr/bin:/bin");
        variables.put("PYTHONDONTWRITEBYTECODE", "1");
        variables.put("PYTHONHASHSEED", "0");
        variables.put("SOURCE_DATE_EPOCH", Long.toString(Math.max(request.sourceDateEpoch(), ZIP_EPOCH)));
        variables.put("TZ", "UTC");
        request.version().ifPresent(version -> variables.put("SETUPTOOLS_SCM_PRETEND_VERSION", version));
        return variables;
    }

    private static byte[] program() {
        try (InputStream in = Hook.class.getResourceAsStream("hook.py")) {
            return Objects.requireNonNull(in, "hook.py is packed with this class")
                    .readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
