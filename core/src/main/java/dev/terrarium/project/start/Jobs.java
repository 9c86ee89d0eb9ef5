package dev.terrarium.project.start;

import dev.terrarium.project.start.Framework.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Workers that take their work from a queue: Celery, Dramatiq, RQ. They listen nowhere; the broker is told to them by variables. */
final class Jobs {
    private static final String WORKERS = "${WEB_CONCURRENCY:-1}";

    private final Facts facts;

    Jobs(Facts facts) {
        this.facts = facts;
    }

    /** The worker of the project, if it has one. */
    Optional<Found> worker() {
        return celery().or(this::dramatiq).or(this::rq);
    }

    private Optional<Found> celery() {
        return celeryObject()
                .map(object -> Found.job(
                        List.of(
                                facts.program("celery"),
                                "--app",
                                object.uncalled(),
                                "worker",
                                "--loglevel",
                                "INFO",
                                "--concurrency",
                                WORKERS),
                        "Celery",
                        "Celery object `" + object.attribute() + "` in " + object.place()));
    }

    /** Celery's clock; its schedule is kept where a read-only root lets it. */
    Optional<Found> beat() {
        return celeryObject()
                .map(object -> Found.job(
                        List.of(
                                facts.program("celery"),
                                "--app",
                                object.uncalled(),
                                "beat",
                                "--loglevel",
                                "INFO",
                                "--schedule",
                                "/tmp/celerybeat-schedule",
                                "--pidfile="),
                        "Celery",
                        "Celery object `" + object.attribute() + "` in " + object.place()));
    }

    private Optional<ApplicationObject> celeryObject() {
        List<ApplicationObject> objects = facts.objects().all().stream()
                .filter(object -> object.protocol() == Protocol.CELERY && facts.has("celery"))
                .toList();
        return ApplicationObjects.likeliest(objects).stream().findFirst();
    }

    private Optional<Found> dramatiq() {
        List<String> modules = facts.modules().all().stream()
                .filter(module -> facts.has("dramatiq"))
                .filter(Jobs::declaresActors)
                .map(Module::name)
                .toList();
        if (modules.isEmpty()) {
            return Optional.empty();
        }
        var argv = new ArrayList<>(List.of(facts.program("dramatiq")));
        argv.addAll(modules);
        argv.addAll(List.of("--processes", WORKERS, "--threads", "8"));
        return Optional.of(Found.job(argv, "Dramatiq", "Dramatiq actors in " + String.join(", ", modules)));
    }

    private static boolean declaresActors(Module module) {
        return module.source().lines().stream()
                .filter(line -> line.code().startsWith("@"))
                .map(line -> line.code().substring(1).replaceFirst("\\s*\\(.*", ""))
                .anyMatch(decorator -> module.meaning(decorator).equals("dramatiq.actor"));
    }

    /** RQ is told where Redis is by {@code RQ_REDIS_URL}. */
    private Optional<Found> rq() {
        return facts.modules().all().stream()
                .filter(module -> facts.has("rq") && module.uses("rq"))
                .findFirst()
                .map(module ->
                        Found.job(List.of(facts.program("rq"), "worker"), "RQ", "rq is imported in " + module.path()));
    }
}
