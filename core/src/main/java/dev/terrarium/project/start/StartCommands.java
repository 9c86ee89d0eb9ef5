package dev.terrarium.project.start;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.project.Project;
import dev.terrarium.project.files.ProjectFiles;
import dev.terrarium.project.start.ApplicationObject.Framework;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.tree.Contents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds out how a project starts: configured, framework and server, script, main module, in this order. */
public final class StartCommands {
    private static final int PORT = 8000;
    private static final Pattern PORT_ARGUMENT = Pattern.compile("(?:.*:)?(?:\\$\\{PORT:-)?([1-9][0-9]{3,4})\\}?");
    private static final Pattern PORT_READ = Pattern.compile("[\"']PORT[\"']\\s*,\\s*[\"']?([1-9][0-9]{3,4})\\b");
    private static final Pattern HANDLES_TERM = Pattern.compile(
            "\\bSIGTERM\\b|\\buvicorn\\.run\\b|\\bhypercorn\\b|\\bgunicorn\\b|\\brun_app\\b|\\bwaitress\\b");
    private static final Pattern DEVELOPMENT = Pattern.compile(
            "\\.run\\([^)]*\\b(debug|reload|use_reloader)\\s*=\\s*True|\\brun_simple\\(|uvicorn\\.run\\([^)]*reload\\s*=\\s*True");
    private static final Pattern RUNS = Pattern.compile("\\b(\\w+)\\.run\\(");

    private final Project project;
    private final Modules modules;
    private final SortedMap<String, String> locked;
    private final Layout layout;
    private final int port;

    private StartCommands(Project project, Modules modules, SortedMap<String, String> locked, Layout layout) {
        this.project = project;
        this.modules = modules;
        this.locked = locked;
        this.layout = layout;
        this.port = Optional.ofNullable(
                        project.configuration().container().env().get("PORT"))
                .map(Integer::parseInt)
                .orElse(PORT);
    }

    /**
     * Finds the command.
     *
     * @param locked normalised names of the packages that go in, and their versions
     * @throws UserError when there is none, more than one of the same rank, or one that is not for production
     */
    public static StartCommand find(
            Project project, ProjectFiles files, Contents contents, SortedMap<String, String> locked, Layout layout) {
        try {
            return new StartCommands(project, Modules.read(files, contents), locked, layout).find();
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(ErrorCode.STORE_UNUSABLE, "could not read the project's files back from the store"), e);
        }
    }

    private StartCommand find() {
        List<String> configured = project.configuration().container().command();
        return configured.isEmpty()
                ? served().or(this::scripted).or(this::main).orElseThrow(this::missing)
                : configured(configured);
    }

    private StartCommand configured(List<String> argv) {
        List<Problem> problems =
                CommandRules.problems(argv, project.configuration().os().shell());
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        String program = argv.getFirst().substring(argv.getFirst().lastIndexOf('/') + 1);
        boolean isServer = locked.containsKey(program) || !program.startsWith("python");
        return new StartCommand(
                argv,
                portOf(argv),
                Optional.empty(),
                Optional.of(program)
                        .filter(name ->
                                List.of("uvicorn", "hypercorn", "gunicorn").contains(name)),
                isServer ? "SIGTERM" : stopSignal(),
                "`command` of the configuration");
    }

    private static OptionalInt portOf(List<String> argv) {
        for (int i = 1; i < argv.size(); i++) {
            String before = argv.get(i - 1);
            Matcher matcher = PORT_ARGUMENT.matcher(argv.get(i).replaceFirst("^--(port|bind)=", ""));
            boolean isPort = before.matches("--port|-p|--bind|-b")
                    || argv.get(i).matches("--(port|bind)=.*")
                    || argv.get(i).contains("${PORT:-");
            if (isPort && matcher.matches()) {
                return OptionalInt.of(Integer.parseInt(matcher.group(1)));
            }
        }
        return OptionalInt.empty();
    }

    private Optional<StartCommand> served() {
        List<ApplicationObject> objects = objects().stream()
                .filter(object -> Server.of(object, locked).isPresent())
                .toList();
        if (objects.size() > 1) {
            throw ambiguous(
                    "application object",
                    objects.stream()
                            .map(object -> object.target() + " (" + object.place() + ")")
                            .toList(),
                    quoted(serve(objects.getFirst())));
        }
        return objects.stream().findFirst().map(object -> {
            Server server = Server.of(object, locked).orElseThrow();
            return new StartCommand(
                    serve(object),
                    OptionalInt.of(port),
                    Optional.of(object.framework().title()),
                    Optional.of(server.program()),
                    "SIGTERM",
                    object.framework().title() + " object `" + object.attribute() + "` in " + object.place() + ", and "
                            + server.program() + " is locked");
        });
    }

    private List<String> serve(ApplicationObject object) {
        Server server = Server.of(object, locked).orElseThrow();
        return server.command(object, locked.getOrDefault(server.program(), ""), port, layout.scripts());
    }

    /** Of Django's two doors the one for WSGI counts where gunicorn is locked; both lead to the same site. */
    private List<ApplicationObject> objects() {
        List<ApplicationObject> all = modules.all().stream()
                .flatMap(module -> ApplicationObject.in(module).stream())
                .toList();
        boolean wsgi = all.stream()
                .anyMatch(object -> object.framework() == Framework.DJANGO
                        && !object.asgi()
                        && Server.of(object, locked).isPresent());
        return all.stream()
                .filter(object -> !(wsgi && object.framework() == Framework.DJANGO && object.asgi()))
                .toList();
    }

    private Optional<StartCommand> scripted() {
        List<String> scripts = List.copyOf(project.scripts().keySet());
        if (scripts.size() > 1) {
            throw ambiguous("entry of `[project.scripts]`", scripts, quoted(List.of(scripts.getFirst())));
        }
        return scripts.stream()
                .findFirst()
                .map(script -> new StartCommand(
                        List.of("/" + layout.scripts().resolve(script)),
                        portRead(),
                        Optional.empty(),
                        Optional.empty(),
                        stopSignal(),
                        "`" + script + "` is the only entry of `[project.scripts]`"));
    }

    private Optional<StartCommand> main() {
        List<Module> mains = mains();
        if (mains.size() > 1) {
            throw ambiguous(
                    "main module",
                    mains.stream().map(Module::path).toList(),
                    quoted(List.of("python", "-m", runnable(mains.getFirst()))));
        }
        mains.forEach(this::refuseDevelopment);
        return mains.stream()
                .findFirst()
                .map(module -> new StartCommand(
                        List.of("/" + layout.scripts().resolve("python"), "-m", runnable(module)),
                        portRead(),
                        Optional.empty(),
                        Optional.empty(),
                        stopSignal(),
                        module.path() + " is the only main module"));
    }

    /** Packages with {@code __main__}; without one, scripts beside the project file that run something. */
    private List<Module> mains() {
        List<Module> packages = modules.all().stream()
                .filter(module -> module.name().matches("\\w+\\.__main__"))
                .toList();
        List<Module> scripts = modules.all().stream()
                .filter(module -> module.path().indexOf('/') < 0)
                .toList();
        List<Module> guarded = scripts.stream().filter(Module::hasMainGuard).toList();
        if (!packages.isEmpty()) {
            return packages;
        }
        return guarded.isEmpty() && scripts.size() == 1 && modules.all().size() == 1 ? scripts : guarded;
    }

    private static String runnable(Module module) {
        return module.name().replaceFirst("\\.__main__$", "");
    }

    private void refuseDevelopment(Module module) {
        boolean runsFlask = RUNS.matcher(module.text())
                .results()
                .anyMatch(run -> ApplicationObject.in(module).stream()
                        .anyMatch(object -> object.framework() == Framework.FLASK
                                && object.attribute().equals(run.group(1))));
        if (runsFlask || DEVELOPMENT.matcher(module.text()).find()) {
            throw new UserError(
                    ErrorCode.START_COMMAND_UNSAFE,
                    "`" + module.path() + "` starts a development server",
                    "add gunicorn (Flask, Django) or uvicorn (FastAPI, Starlette) to the dependencies, and lock again");
        }
    }

    private UserError missing() {
        List<ApplicationObject> objects = objects();
        if (objects.isEmpty()) {
            return new UserError(
                    ErrorCode.START_COMMAND_MISSING,
                    "nothing was found that starts the project: no application object with a locked server, no "
                            + "`[project.scripts]`, no main module",
                    "write `command = [\"python\", \"-m\", \"…\"]` under `[tool.terrarium]`");
        }
        ApplicationObject first = objects.getFirst();
        String server = first.asgi() ? "uvicorn" : "gunicorn";
        return new UserError(
                ErrorCode.START_COMMAND_MISSING,
                "there is a " + first.framework().title() + " object `" + first.target()
                        + "`, and no server for it is locked",
                "add `" + server + "` to the dependencies, and lock again");
    }

    private static UserError ambiguous(String kind, List<String> candidates, String line) {
        return new UserError(
                ErrorCode.START_COMMAND_AMBIGUOUS,
                "more than one " + kind + ": " + String.join(", ", candidates),
                "write the one that is meant under `[tool.terrarium]`: `command = " + line + "`");
    }

    private static String quoted(List<String> argv) {
        return argv.stream().map(argument -> "\"" + argument + "\"").collect(Collectors.joining(", ", "[", "]"));
    }

    private OptionalInt portRead() {
        var ports = new ArrayList<Integer>();
        for (Module module : modules.all()) {
            PORT_READ.matcher(module.text()).results().forEach(read -> ports.add(Integer.parseInt(read.group(1))));
        }
        boolean configured = project.configuration().container().env().containsKey("PORT");
        return ports.isEmpty() ? OptionalInt.empty() : OptionalInt.of(configured ? port : ports.getFirst());
    }

    private String stopSignal() {
        boolean handled = modules.all().stream()
                .anyMatch(module -> HANDLES_TERM.matcher(module.text()).find());
        return handled ? "SIGTERM" : "SIGINT";
    }
}
