package dev.terrarium.project.start;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.project.Project;
import dev.terrarium.project.files.ProjectFiles;
import dev.terrarium.project.start.Framework.Protocol;
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

/**
 * Finds out how a project starts: configured, Procfile, framework and server, a program such as Streamlit's, worker, script, main
 * module, in this order.
 */
public final class StartCommands {
    private static final int PORT = 8000;
    private static final Pattern PORT_ARGUMENT = Pattern.compile("(?:.*:)?(?:\\$\\{PORT:-)?([1-9][0-9]{3,4})\\}?");

    private final Facts facts;

    private StartCommands(Facts facts) {
        this.facts = facts;
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
            Facts facts = Facts.read(project, files, contents, locked, layout);
            return new StartCommands(facts).find().complete(facts);
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(ErrorCode.STORE_UNUSABLE, "could not read the project's files back from the store"), e);
        }
    }

    private Found find() {
        requireRunnable();
        List<String> configured = facts.project().configuration().container().command();
        if (!configured.isEmpty()) {
            return configured(configured);
        }
        var programs = new Programs(facts);
        var mains = new MainModules(facts);
        return ProcfileStart.find(facts)
                .or(this::served)
                .or(programs::streamlit)
                .or(programs::gradio)
                .or(() -> new Jobs(facts).worker())
                .or(mains::script)
                .or(mains::main)
                .or(programs::airflow)
                .orElseThrow(this::missing);
    }

    private void requireRunnable() {
        var container = facts.project().configuration().container();
        boolean shell = facts.project().configuration().os().shell();
        var problems = new ArrayList<Problem>();
        if (!container.command().isEmpty()) {
            problems.addAll(CommandRules.problems(container.command(), "`command`", shell));
        }
        container
                .commands()
                .forEach(
                        (name, argv) -> problems.addAll(CommandRules.problems(argv, "`commands." + name + "`", shell)));
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    private static Found configured(List<String> argv) {
        return new Found(
                argv,
                portOf(argv),
                Optional.empty(),
                Server.ofProgram(argv.getFirst()).map(Server::distribution),
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

    private Optional<Found> served() {
        List<ApplicationObject> objects = ApplicationObjects.likeliest(applications().stream()
                .filter(object -> Server.of(object, facts.locked()).isPresent())
                .toList());
        if (objects.size() > 1) {
            throw Refusals.ambiguous(
                    "application object",
                    objects.stream().map(ApplicationObject::shown).toList(),
                    serve(objects.getFirst()));
        }
        return objects.stream().findFirst().map(object -> {
            Server server = Server.of(object, facts.locked()).orElseThrow();
            return new Found(
                    serve(object),
                    OptionalInt.of(facts.port(PORT)),
                    Optional.of(object.framework().title()),
                    Optional.of(server.distribution()),
                    object.framework().title() + " object `" + object.attribute() + "` in " + object.place() + ", and "
                            + server.distribution() + " is locked");
        });
    }

    private List<String> serve(ApplicationObject object) {
        Server server = Server.of(object, facts.locked()).orElseThrow();
        var argv = new ArrayList<>(List.of(facts.program(server.program())));
        argv.addAll(
                new ServerSettings(server, facts.version(server.distribution()), facts.port(PORT)).arguments(object));
        return List.copyOf(argv);
    }

    /** Of Django's two doors the one for WSGI counts where its server is locked; both lead to the same site. */
    private List<ApplicationObject> applications() {
        List<ApplicationObject> all = facts.objects().all().stream()
                .filter(object -> object.protocol() != Protocol.CELERY)
                .toList();
        boolean wsgi = all.stream()
                .anyMatch(object -> object.framework() == Framework.DJANGO
                        && object.protocol() == Protocol.WSGI
                        && Server.of(object, facts.locked()).isPresent());
        return all.stream()
                .filter(object ->
                        !(wsgi && object.framework() == Framework.DJANGO && object.protocol() == Protocol.ASGI))
                .toList();
    }

    private UserError missing() {
        return applications().stream()
                .findFirst()
                .map(object -> Refusals.unserved(object, facts))
                .orElseGet(Refusals::nothing);
    }
}
