package dev.terrarium.make.backend;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Progress;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.sandbox.Result;
import dev.terrarium.sandbox.Sandbox;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Builds the project's wheel by its own back-end: asks what else that needs, then has it build.
 *
 * <p>Each hook is a process of its own in the sandbox, with no network; what the two need must be there before. A wheel for one
 * platform is refused: whatever compiled it was not described, so nobody could say what it needs to run.
 *
 * @see <a href="https://peps.python.org/pep-0517/">PEP 517</a>
 */
public final class ProjectWheel {
    private static final int LARGEST_ANSWER = 1 << 20;
    private static final int LINES_TOLD = 20;
    private static final Pattern NETWORK =
            Pattern.compile("name resolution|Network is unreachable|ConnectionError|Max retries exceeded|dns error");

    private final Store store;
    private final Sandbox sandbox;
    private final Layout layout;
    private final Tree root;
    private final Progress progress;

    /** A wheel that was built, as a blob in the store. */
    public record Built(Digest blob, WheelFilename filename) {}

    /** @param root the interpreter at its place in the layout, with the libraries and the loader that it needs */
    public ProjectWheel(Store store, Sandbox sandbox, Layout layout, Tree root, Progress progress) {
        this.store = store;
        this.sandbox = sandbox;
        this.layout = layout;
        this.root = root;
        this.progress = progress;
    }

    /**
     * What the back-end needs besides {@code requires}, as it says itself: to be resolved and installed before {@link #build}.
     *
     * @throws UserError when the back-end fails
     */
    public List<String> extraRequirements(BackendRequest request) throws InterruptedException {
        Result result = call("get_requires_for_build_wheel", request);
        if (answer(result, request) instanceof JsonArray array) {
            var requirements = new ArrayList<String>();
            for (JsonElement element : array) {
                requirements.add(text(element, request));
            }
            return List.copyOf(requirements);
        }
        throw refused(request, "its answer is no list of requirements");
    }

    /**
     * Builds the wheel.
     *
     * @throws UserError when the back-end fails, or builds something that is no {@code none-any} wheel
     */
    public Built build(BackendRequest request) throws InterruptedException {
        Result result = call("build_wheel", request);
        String name = text(answer(result, request), request);
        TreePath path = TreePath.parse(Hook.DIST + "/" + name)
                .filter(file -> !name.contains("/"))
                .orElseThrow(() -> refused(request, "it names its wheel `" + Malformed.shown(name) + "`"));
        WheelFilename filename = checked(name, request);
        if (!(result.outputs().at(path).orElse(null)
                instanceof Entry.File(Content.Stored(var blob, var offset, var size), var mode))) {
            throw refused(request, "it names the wheel `" + Malformed.shown(name) + "` and does not write it");
        }
        return new Built(blob, filename);
    }

    private static WheelFilename checked(String name, BackendRequest request) {
        try {
            var filename = WheelFilename.read(name);
            if (filename.tags().stream()
                    .allMatch(tag -> tag.abi().equals("none") && tag.platform().equals("any"))) {
                return filename;
            }
        } catch (Malformed e) {
            throw refused(request, String.valueOf(e.getMessage()));
        }
        throw new UserError(
                ErrorCode.BUILD_BACKEND_REFUSED,
                "the build back-end `" + request.backend() + "` built `" + name
                        + "`, a wheel for one platform, which is not in this version",
                "build that wheel where its compiler is, and lock it as a dependency of this project");
    }

    private Result call(String hook, BackendRequest request) throws InterruptedException {
        Result result = sandbox.run(new Hook(hook, request, layout, root).exec());
        if (!result.succeeded()) {
            throw failed(hook, request, result);
        }
        return result;
    }

    private UserError failed(String hook, BackendRequest request, Result result) {
        List<String> lines = (result.stdout() + "\n" + result.stderr())
                .lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isBlank())
                .toList();
        lines.stream().skip(Math.max(0, lines.size() - LINES_TOLD)).forEach(progress::warn);
        String why = result.timedOut()
                ? "it did not end in time"
                : lines.isEmpty()
                        ? "exit code " + result.exitCode()
                        : Malformed.shown(lines.getLast().strip());
        var problem = Problem.of(
                ErrorCode.BUILD_BACKEND_FAILED,
                "the build back-end `" + request.backend() + "` failed in `" + hook + "`: " + why);
        return new UserError(
                lines.stream().anyMatch(line -> NETWORK.matcher(line).find())
                        ? problem.withHint(
                                "builds have no network: name what it fetches in `requires` of [build-system]")
                        : problem);
    }

    private JsonElement answer(Result result, BackendRequest request) {
        if (!(result.outputs().at(Hook.ANSWER).orElse(null) instanceof Entry.File file)
                || file.content().size() > LARGEST_ANSWER) {
            throw refused(request, "it took its answer away");
        }
        try {
            return JsonParser.parseString(new String(new Contents(store).read(file.content()), StandardCharsets.UTF_8));
        } catch (JsonParseException e) {
            throw refused(request, "its answer is no JSON");
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(ErrorCode.STORE_UNUSABLE, "the store could not be used: " + e.getMessage()), e);
        }
    }

    private static String text(JsonElement element, BackendRequest request) {
        if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw refused(request, "its answer is no text");
    }

    private static UserError refused(BackendRequest request, String why) {
        return new UserError(
                ErrorCode.BUILD_BACKEND_REFUSED,
                "the build back-end `" + request.backend() + "` cannot be used: " + why);
    }
}
