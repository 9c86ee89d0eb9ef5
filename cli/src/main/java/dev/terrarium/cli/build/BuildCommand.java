package dev.terrarium.cli.build;

import dev.terrarium.cli.build.BuildReport.Phase;
import dev.terrarium.cli.check.CheckReport;
import dev.terrarium.cli.command.BuildOptions;
import dev.terrarium.cli.command.Command;
import dev.terrarium.cli.command.Deliveries;
import dev.terrarium.cli.command.Result;
import dev.terrarium.cli.command.Session;
import dev.terrarium.cli.command.TwinNames;
import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.delivery.Delivery;
import dev.terrarium.delivery.Engine;
import dev.terrarium.delivery.EngineProbe;
import dev.terrarium.delivery.ImageName;
import dev.terrarium.delivery.Receipt;
import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.ImageReference;
import dev.terrarium.project.Project;
import dev.terrarium.store.Lease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code terrarium build}: a project becomes an image. */
public final class BuildCommand implements Command {
    @Override
    public Spec spec() {
        return new Spec(
                "build",
                "turn a Python project into a container image",
                "Reads the project and its lock file, assembles an operating system and a CPython from Debian's"
                        + " packages, installs the locked wheels and the project, and compiles everything to bytecode."
                        + " Needs no container engine, no root and no Python. Without a destination the image goes into"
                        + " the store under the project's name and version.",
                BuildOptions.operands(),
                BuildOptions.table(),
                List.of(
                        new Spec.Example("the project in this folder, into the store", "build"),
                        new Spec.Example("load it into the running Docker engine", "build --load --tag shop:1.2"),
                        new Spec.Example(
                                "an OCI layout, and fail when the lock is stale", "build --locked --output oci:out"),
                        new Spec.Example("the image, and its twin with a shell", "build --debug --tag shop:1.2"),
                        new Spec.Example("start it, see that it answers, then load it", "build --check --load"),
                        new Spec.Example("one image of several", "build --image worker --tag shop-{image}:1.2"),
                        new Spec.Example("only say what would be made", "build --dry-run")));
    }

    @Override
    public Result run(Arguments arguments, Session session) throws IOException, InterruptedException {
        BuildOptions options = BuildOptions.of(arguments, session);
        try (var _ = Lease.shared(session.store())) {
            var phases = new ArrayList<Phase>();
            long start = System.nanoTime();
            var workflow = new Workflow(options, session);
            if (options.dryRun()) {
                return workflow.planReport();
            }
            Workflow.Planned planned = workflow.plan();
            start = Phase.end("plan", start, phases);
            workflow.write(planned);
            SecurityUpdates.age(planned.lock(), session.environment().clock().instant())
                    .ifPresent(session.progress()::warn);
            List<Built> images = workflow.make(planned);
            start = Phase.end("make", start, phases);
            List<List<CheckReport>> checks = List.of();
            if (options.check().checks(isPushed(images, workflow.project(), options, session))) {
                checks = workflow.check(images);
                start = Phase.end("check", start, phases);
            }
            var reports = new ArrayList<BuildReport>();
            for (int i = 0; i < images.size(); i++) {
                List<CheckReport> checked = checks.isEmpty() ? List.of() : checks.get(i);
                reports.add(delivered(images.get(i), checked, workflow, planned, options, session));
            }
            Phase.end("deliver", start, phases);
            return told(reports, phases, workflow.fetched(), session);
        }
    }

    private static boolean isPushed(List<Built> images, Project repository, BuildOptions options, Session session) {
        return images.stream()
                .map(Built::service)
                .flatMap(
                        service -> places(word(service), tags(repository, service, options), options, session).stream())
                .anyMatch(ImageName.InRegistry.class::isInstance);
    }

    private static BuildReport delivered(
            Built built,
            List<CheckReport> checks,
            Workflow workflow,
            Workflow.Planned planned,
            BuildOptions options,
            Session session)
            throws IOException {
        List<ImageReference> tags = tags(workflow.project(), built.service(), options);
        List<ImageName> places = places(word(built.service()), tags, options, session);
        List<Receipt> receipts = deliver(built.image(), places, tags, session);
        Optional<TwinReport> twin = Optional.empty();
        if (options.debug()) {
            List<ImageReference> twinTags = tags.stream().map(TwinNames::of).toList();
            List<ImageName> twinPlaces = places.stream().map(TwinNames::of).toList();
            List<Receipt> twinReceipts = deliver(built.twin(), twinPlaces, twinTags, session);
            twin = Optional.of(TwinReport.of(twinTags.getFirst(), planned, built, twinReceipts));
        }
        return BuildReport.of(tags.getFirst(), workflow, planned, built, checks, receipts, twin, session.store());
    }

    /** Named images are told as a list even when one was chosen: what a program reads depends on the project, not on the line. */
    private static Result told(List<BuildReport> reports, List<Phase> phases, long fetched, Session session) {
        if (reports.getFirst().image().isEmpty()) {
            BuildReport report = reports.getFirst().costing(phases, fetched);
            new BuildSummary(report, session.program()).lines().forEach(session.progress()::note);
            return report;
        }
        var all = new BuildReports(reports, phases, fetched);
        BuildSummary.lines(all, session.program()).forEach(session.progress()::note);
        return all;
    }

    /** What <code>{image}</code> stands for. */
    private static String word(Service service) {
        return service.name().orElse(service.project().name());
    }

    private static List<ImageReference> tags(Project repository, Service service, BuildOptions options) {
        var tags = options.destinations().tags(word(service));
        return tags.isEmpty()
                ? List.of(BuildReport.nameOf(repository, service.name(), service.project()))
                : List.copyOf(tags);
    }

    private static List<ImageName> places(
            String image, List<ImageReference> tags, BuildOptions options, Session session) {
        var destinations = options.destinations();
        var places = new ArrayList<ImageName>(destinations.outputs(image));
        if (destinations.load()) {
            Engine.Kind engine = engine(session);
            tags.forEach(tag -> places.add(new ImageName.InEngine(engine, tag)));
        }
        if (places.isEmpty()) {
            tags.forEach(tag -> places.add(new ImageName.InStore(tag)));
        }
        return places;
    }

    private static List<Receipt> deliver(
            AnyImage image, List<ImageName> places, List<ImageReference> tags, Session session) {
        Delivery delivery = Deliveries.of(session);
        var receipts = new ArrayList<Receipt>();
        for (ImageName place : places) {
            try (var step = session.progress().begin("deliver", place.toString())) {
                Receipt receipt = delivery.deliver(image, place, tags);
                step.outcome(receipt.written() == 0 ? "was there already" : "");
                step.advance(receipt.written());
                receipts.add(receipt);
            }
        }
        return receipts;
    }

    /** Docker, unless only Podman answers; when neither does, the error is about Docker. */
    private static Engine.Kind engine(Session session) {
        var probe = new EngineProbe(session.environment());
        if (probe.ask(Engine.Kind.DOCKER).works()
                || !probe.ask(Engine.Kind.PODMAN).works()) {
            return Engine.Kind.DOCKER;
        }
        session.progress().note("no Docker engine answers, so the image goes into Podman");
        return Engine.Kind.PODMAN;
    }
}
