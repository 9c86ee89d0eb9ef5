package dev.terrarium.project.start;

import dev.terrarium.project.start.Framework.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The further commands of an image: {@code migrate}, {@code worker}, {@code beat}, {@code shell}, what the Procfile names, the
 * scripts that the project declares; what is configured replaces all of them.
 */
final class NamedCommands {
    private static final Pattern SETTINGS = Pattern.compile("DJANGO_SETTINGS_MODULE[\"'],\\s*[\"']([\\w.]+)[\"']");

    private final Facts facts;
    private final SortedMap<String, NamedCommand> commands = new TreeMap<>();

    private NamedCommands(Facts facts) {
        this.facts = facts;
    }

    static SortedMap<String, NamedCommand> of(Facts facts) {
        var named = new NamedCommands(facts);
        facts.project()
                .scripts()
                .keySet()
                .forEach(name -> named.put(name, List.of(facts.program(name)), "`[project.scripts]`"));
        named.shell();
        named.migrations();
        named.jobs();
        named.procfile();
        facts.project()
                .configuration()
                .container()
                .commands()
                .forEach((name, argv) -> named.put(name, argv, "`commands` of the configuration"));
        return named.commands;
    }

    private void put(String name, List<String> argv, String reason) {
        commands.put(
                name, new NamedCommand(argv, ProcessOne.of(argv, facts).init().isPresent(), reason));
    }

    /** Never behind an init: whoever types in it ends it. */
    private void shell() {
        Optional<ApplicationObject> flask = flask();
        NamedCommand shell = django("shell")
                .map(argv -> new NamedCommand(argv, false, "Django"))
                .or(() -> flask.map(object -> new NamedCommand(
                        List.of(facts.program("flask"), "--app", object.target(), "shell"), false, "Flask")))
                .orElseGet(() -> new NamedCommand(List.of(facts.program("python")), false, "Python"));
        commands.put("shell", shell);
    }

    private void migrations() {
        if (facts.alembic() && facts.has("alembic")) {
            put("migrate", List.of(facts.program("alembic"), "upgrade", "head"), "alembic.ini");
        }
        if (facts.has("flask-migrate")) {
            flask().ifPresent(object -> put(
                    "migrate",
                    List.of(facts.program("flask"), "--app", object.target(), "db", "upgrade"),
                    "flask-migrate is locked"));
        }
        django("migrate").ifPresent(argv -> {
            var words = new ArrayList<>(argv);
            words.add("--noinput");
            put("migrate", words, "Django");
        });
    }

    private void jobs() {
        var jobs = new Jobs(facts);
        jobs.worker().ifPresent(found -> put("worker", found.argv(), found.reason()));
        jobs.beat().ifPresent(found -> put("beat", found.argv(), found.reason()));
        new Programs(facts).airflowCommands().forEach((name, found) -> put(name, found.argv(), found.reason()));
    }

    /** A line for a shell is not an error before somebody needs it; it is simply no command. */
    private void procfile() {
        facts.procfile().map(Procfile::read).ifPresent(procfile -> {
            for (String type : procfile.types().sequencedKeySet()) {
                if (procfile.isPlain(type)) {
                    put(type, ProcfileStart.argv(procfile, type, facts), "the Procfile");
                }
            }
        });
    }

    private Optional<ApplicationObject> flask() {
        return ApplicationObjects.likeliest(facts.objects().all().stream()
                        .filter(object -> object.framework() == Framework.FLASK)
                        .toList())
                .stream()
                .findFirst();
    }

    /** Django's own commands: by {@code manage.py} where it goes in, else by the settings that its WSGI module names. */
    private Optional<List<String>> django(String command) {
        if (!facts.has("django")) {
            return Optional.empty();
        }
        if (facts.managePy().isPresent() && !facts.project().isPackage()) {
            String place = "/"
                    + facts.layout()
                            .prefix()
                            .resolve("project")
                            .resolve(facts.managePy().get());
            return Optional.of(List.of(facts.program("python"), place, command));
        }
        return facts.objects().all().stream()
                .filter(object -> object.framework() == Framework.DJANGO && object.protocol() != Protocol.CELERY)
                .map(object -> SETTINGS.matcher(object.module().text()))
                .filter(Matcher::find)
                .findFirst()
                .map(settings ->
                        List.of("DJANGO_SETTINGS_MODULE=" + settings.group(1), facts.program("django-admin"), command));
    }
}
