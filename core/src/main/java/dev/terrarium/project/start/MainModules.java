package dev.terrarium.project.start;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What starts by itself: an entry of {@code [project.scripts]}, a package with {@code __main__}, a script that runs something. */
final class MainModules {
    private static final Pattern PORT_READ = Pattern.compile("[\"']PORT[\"']\\s*,\\s*[\"']?([1-9][0-9]{3,4})\\b");
    private static final Pattern GRPC = Pattern.compile("\\bgrpc\\.(?:aio\\.)?server\\s*\\(");
    private static final Pattern GRPC_PORT =
            Pattern.compile("add_(?:in)?secure_port\\s*\\(\\s*f?[\"']([^\"']{0,200}?):([1-9][0-9]{3,4})[\"']");
    private static final Pattern SERVES = Pattern.compile("\\bgrpc\\.(?:aio\\.)?server\\s*\\(|\\buvicorn\\.run\\s*\\(|"
            + "\\brun_app\\s*\\(|\\bserve_forever\\s*\\(|\\.listen\\s*\\(|\\bwait_for_termination\\s*\\(");
    private static final Pattern DEVELOPMENT = Pattern.compile(
            "\\.run\\([^)]{0,500}\\b(debug|reload|use_reloader)\\s*=\\s*True|\\brun_simple\\(|uvicorn\\.run\\([^)]{0,500}reload\\s*=\\s*True");
    private static final Pattern RUNS = Pattern.compile("\\b(\\w+)\\.run\\(");

    private final Facts facts;

    MainModules(Facts facts) {
        this.facts = facts;
    }

    /** The only entry, or the one that is called like the project. */
    Optional<Found> script() {
        List<String> all = List.copyOf(facts.project().scripts().keySet());
        List<String> own = all.stream()
                .filter(name ->
                        facts.project().declaredName().filter(name::equals).isPresent())
                .toList();
        List<String> scripts = all.size() > 1 && own.size() == 1 ? own : all;
        if (scripts.size() > 1) {
            throw Refusals.ambiguous("entry of `[project.scripts]`", scripts, List.of(scripts.getFirst()));
        }
        String which = all.size() > 1
                ? "the entry of `[project.scripts]` that is called like the project"
                : "the only entry of `[project.scripts]`";
        return scripts.stream()
                .findFirst()
                .map(script -> found(List.of(facts.program(script)), "`" + script + "` is " + which));
    }

    /** The only one, or the only one that serves. */
    Optional<Found> main() {
        List<Module> all = mains();
        List<Module> serving = all.stream()
                .filter(module -> SERVES.matcher(module.text()).find())
                .toList();
        List<Module> mains = serving.size() == 1 ? serving : all;
        if (mains.size() > 1) {
            throw Refusals.ambiguous(
                    "main module",
                    mains.stream().map(Module::path).toList(),
                    List.of("python", "-m", runnable(mains.getFirst())));
        }
        mains.forEach(this::refuseDevelopment);
        String which = all.size() > 1 ? " is the only main module that serves" : " is the only main module";
        return mains.stream()
                .findFirst()
                .map(module -> found(List.of(facts.program("python"), "-m", runnable(module)), module.path() + which));
    }

    private Found found(List<String> argv, String reason) {
        boolean grpc = facts.anyModule(text -> GRPC.matcher(text).find());
        return new Found(argv, port(), grpc ? Optional.of("gRPC") : Optional.empty(), Optional.empty(), reason);
    }

    /** Packages with {@code __main__}; without one, scripts beside the project file that run something. */
    private List<Module> mains() {
        List<Module> packages = facts.modules().all().stream()
                .filter(module -> module.name().matches("\\w+\\.__main__"))
                .toList();
        List<Module> scripts = facts.modules().all().stream()
                .filter(module -> module.path().indexOf('/') < 0)
                .toList();
        List<Module> guarded = scripts.stream().filter(Module::hasMainGuard).toList();
        if (!packages.isEmpty()) {
            return packages;
        }
        // an application object alone does nothing when it is run
        boolean only = scripts.size() == 1
                && facts.modules().all().size() == 1
                && facts.objects().in(scripts.getFirst().name()).isEmpty();
        return guarded.isEmpty() && only ? scripts : guarded;
    }

    private static String runnable(Module module) {
        return module.name().replaceFirst("\\.__main__$", "");
    }

    private void refuseDevelopment(Module module) {
        boolean runsFlask = RUNS.matcher(module.text())
                .results()
                .anyMatch(run -> facts.objects().in(module.name()).stream()
                        .anyMatch(object -> object.framework() == Framework.FLASK
                                && object.attribute().equals(run.group(1))));
        if (runsFlask || DEVELOPMENT.matcher(module.text()).find()) {
            throw new UserError(
                    ErrorCode.START_COMMAND_UNSAFE,
                    "`" + module.path() + "` starts a development server",
                    "add gunicorn (Flask, Django) or uvicorn (FastAPI, Starlette) to the dependencies, and lock again");
        }
    }

    private OptionalInt port() {
        var ports = new ArrayList<Integer>();
        for (Module module : facts.modules().all()) {
            PORT_READ.matcher(module.text()).results().forEach(read -> ports.add(Integer.parseInt(read.group(1))));
            for (Matcher grpc = GRPC_PORT.matcher(module.text()); grpc.find(); ) {
                requireReachable(module, grpc);
                ports.add(Integer.parseInt(grpc.group(2)));
            }
        }
        return ports.isEmpty() ? OptionalInt.empty() : OptionalInt.of(facts.port(ports.getFirst()));
    }

    private static void requireReachable(Module module, Matcher grpc) {
        if (grpc.group(1).matches("localhost|127\\.0\\.0\\.1|\\[::1\\]")) {
            int line = 1
                    + (int) module.text()
                            .substring(0, grpc.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            throw new UserError(Problem.of(
                            ErrorCode.START_COMMAND_UNSAFE,
                            "`" + grpc.group(1) + ":" + grpc.group(2)
                                    + "` listens where nobody outside the container can reach it",
                            "write `[::]:" + grpc.group(2) + "` in its place")
                    .at(Place.of(module.path(), line)));
        }
    }
}
