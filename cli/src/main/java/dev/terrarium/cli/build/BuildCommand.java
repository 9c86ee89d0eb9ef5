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
import dev.terrarium.make.Maker.Made;
import dev.terrarium.make.Maker.Twin;
import dev.terrarium.oci.AnyImage;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.ImageIndex;
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
            List<ImageReference> tags = tags(workflow.project(), options);
            List<ImageReference> twinTags =
                    options.debug() ? tags.stream().map(TwinNames::of).toList() : List.of();
            List<Made> made = workflow.make(planned);
            List<Twin> twins = workflow.makeTwins(planned, made);
            start = Phase.end("make", start, phases);
            AnyImage image = image(made.stream().map(Made::image).toList());
            List<ImageName> places = places(tags, options, session);
            List<CheckReport> checks = List.of();
            if (options.check().checks(places.stream().anyMatch(ImageName.InRegistry.class::isInstance))) {
                checks = workflow.check(planned, made);
                start = Phase.end("check", start, phases);
            }
            List<Receipt> receipts = deliver(image, places, tags, session);
            Optional<TwinReport> twin = Optional.empty();
            if (options.debug()) {
                AnyImage twinImage = image(twins.stream().map(Twin::image).toList());
                List<ImageName> twinPlaces = places.stream().map(TwinNames::of).toList();
                List<Receipt> twinReceipts = deliver(twinImage, twinPlaces, twinTags, session);
                twin = Optional.of(TwinReport.of(twinTags.getFirst(), planned, twins, twinImage, twinReceipts));
            }
            Phase.end("deliver", start, phases);
            BuildReport report = BuildReport.of(
                    tags.getFirst(), workflow, planned, made, image, checks, receipts, twin, phases, session.store());
            new BuildSummary(report, session.program()).lines().forEach(session.progress()::note);
            return report;
        }
    }

    private static AnyImage image(List<Image> images) {
        return images.size() == 1 ? images.getFirst() : ImageIndex.of(images);
    }

    private static List<ImageReference> tags(Project project, BuildOptions options) {
        var tags = options.destinations().tags();
        return tags.isEmpty() ? List.of(BuildReport.nameOf(project)) : List.copyOf(tags);
    }

    private static List<ImageName> places(List<ImageReference> tags, BuildOptions options, Session session) {
        var destinations = options.destinations();
        var places = new ArrayList<ImageName>(destinations.outputs());
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
