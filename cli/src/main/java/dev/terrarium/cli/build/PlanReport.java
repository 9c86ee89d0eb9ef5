package dev.terrarium.cli.build;

import dev.terrarium.cli.command.Result;
import dev.terrarium.cli.terminal.Figures;
import dev.terrarium.json.Json;
import dev.terrarium.lock.Change;
import dev.terrarium.make.layer.Fragments;
import dev.terrarium.plan.Fetch;
import dev.terrarium.plan.Plan.FragmentPlan;
import dev.terrarium.plan.Plan.ImagePlan;
import dev.terrarium.plan.Plan.LayerPlan;
import dev.terrarium.plan.Recipe;
import dev.terrarium.project.Project;
import dev.terrarium.project.files.ProjectFiles;
import dev.terrarium.project.start.StartCommand;
import dev.terrarium.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A plan as a person reads it: what would be fetched, what made, how the image would start, and what was left out.
 *
 * @param endOfLife what is said about a system or a CPython that nobody mends any more
 * @param started each image, of which {@code images} has a plan for every platform
 */
public record PlanReport(
        Project project,
        List<Image> images,
        List<Change> changes,
        List<PruneReport> pruned,
        List<Json> weights,
        List<String> endOfLife,
        List<Started> started)
        implements Result {
    public PlanReport {
        images = List.copyOf(images);
        changes = List.copyOf(changes);
        pruned = List.copyOf(pruned);
        weights = List.copyOf(weights);
        endOfLife = List.copyOf(endOfLife);
        started = List.copyOf(started);
    }

    /**
     * What one image holds of its project, and how it would start.
     *
     * @param image empty where the project is the one image
     * @param listed the project's files, if they were asked for
     * @param leftOut dependency groups that the project has and nobody asked for
     */
    public record Started(
            Optional<String> image,
            String name,
            String version,
            StartCommand start,
            List<String> leftOut,
            int files,
            long fileBytes,
            Optional<ProjectFiles> listed) {
        public Started {
            leftOut = List.copyOf(leftOut);
        }
    }

    /** @param toFetch bytes that the store lacks, as far as sizes are known */
    public record Image(
            Optional<String> name, String platform, String python, List<Layer> layers, int downloads, long toFetch) {
        public Image {
            layers = List.copyOf(layers);
        }
    }

    /** @param parts its fragments, in their order */
    public record Layer(String name, List<Part> parts) {
        public Layer {
            parts = List.copyOf(parts);
        }

        long present() {
            return parts.stream().filter(Part::present).count();
        }
    }

    /**
     * @param size of a wheel as it is fetched; 0 for everything else
     * @param present whether the store has the fragment
     */
    public record Part(String name, String key, long size, boolean present) {}

    static PlanReport of(Workflow workflow, Workflow.Planned planned, Store store, boolean list) {
        var fragments = new Fragments(store);
        var images = new ArrayList<Image>();
        for (ImagePlan image : planned.plan().images()) {
            var layers = new ArrayList<>(image.layers().stream()
                    .map(layer -> layer(layer, fragments))
                    .toList());
            List<FragmentPlan> twin = planned.twin(image);
            if (!twin.isEmpty()) {
                layers.add(layer("debug twin", twin, fragments));
            }
            List<Fetch> missing = Stream.concat(
                            image.layers().stream().flatMap(layer -> layer.fragments().stream()), twin.stream())
                    .filter(fragment -> fragments.find(fragment.key().digest()).isEmpty())
                    .flatMap(fragment -> fragment.fetches().stream())
                    .distinct()
                    .filter(fetch -> !store.has(fetch.digest()))
                    .toList();
            images.add(new Image(
                    image.name(),
                    image.platform().toString(),
                    image.interpreter().fullVersion(),
                    layers,
                    missing.size(),
                    missing.stream().mapToLong(Fetch::size).sum()));
        }
        return new PlanReport(
                workflow.project(),
                images,
                planned.outcome().changes(),
                planned.outcome().pruned(),
                planned.outcome().weights(),
                workflow.endOfLife(),
                workflow.services().stream()
                        .map(service -> started(service, planned.of(service).getFirst(), list))
                        .toList());
    }

    private static Started started(Service service, ImagePlan image, boolean list) {
        Project project = service.project();
        var leftOut = new TreeSet<>(project.dependencies().groups().keySet());
        leftOut.removeAll(project.configuration().selection().groups());
        return new Started(
                service.name(),
                project.name(),
                project.versionText(),
                service.inputs().start(image),
                List.copyOf(leftOut),
                service.inputs().files().count(),
                service.inputs().files().size(),
                list ? Optional.of(service.inputs().files()) : Optional.empty());
    }

    private static Layer layer(LayerPlan layer, Fragments fragments) {
        return layer(layer.segment() + "/" + layer.name(), layer.fragments(), fragments);
    }

    private static Layer layer(String name, List<FragmentPlan> planned, Fragments fragments) {
        return new Layer(
                name,
                planned.stream().map(fragment -> part(fragment, fragments)).toList());
    }

    private static Part part(FragmentPlan fragment, Fragments fragments) {
        return new Part(
                fragment.name(),
                fragment.key().digest().toString(),
                fragment.recipe() instanceof Recipe.Wheel wheel ? wheel.file().size() : 0,
                fragments.find(fragment.key().digest()).isPresent());
    }

    @Override
    public String text() {
        var text = new StringBuilder();
        started.forEach(one -> append(text, one));
        changes.forEach(
                change -> text.append("lock       ").append(change.sentence()).append('\n'));
        for (PruneReport one : pruned) {
            text.append("pruned     ").append(one.sentence()).append('\n');
            one.keptSentences()
                    .forEach(kept -> text.append("kept       ").append(kept).append('\n'));
        }
        images.forEach(image -> append(text, image));
        return text.toString();
    }

    private static void append(StringBuilder text, Started one) {
        one.image().ifPresent(image -> text.append(image).append(": "));
        text.append(one.name()).append(' ').append(one.version()).append("  ");
        text.append(Figures.count(one.files(), "file"))
                .append(", ")
                .append(Figures.bytes(one.fileBytes()))
                .append('\n');
        text.append("starts     ").append(String.join(" ", one.start().argv())).append('\n');
        text.append("because    ").append(one.start().reason()).append('\n');
        one.start()
                .init()
                .ifPresent(why -> text.append("init       yes: ").append(why).append('\n'));
        one.start()
                .commands()
                .forEach((name, command) -> text.append("command    ")
                        .append(name)
                        .append(": ")
                        .append(String.join(" ", command.argv()))
                        .append('\n'));
        if (!one.leftOut().isEmpty()) {
            text.append("left out   dependency groups ")
                    .append(String.join(", ", one.leftOut()))
                    .append(", which nobody asked for\n");
        }
        one.listed.ifPresent(files -> files.facts()
                .forEach((path, facts) -> text.append("file       ")
                        .append(facts.mode())
                        .append("  ")
                        .append(facts.size())
                        .append("  ")
                        .append(path)
                        .append('\n')));
    }

    private static void append(StringBuilder text, Image image) {
        text.append('\n')
                .append(image.name().map(name -> name + "  ").orElse(""))
                .append(image.platform())
                .append("  CPython ")
                .append(image.python())
                .append("  ");
        text.append(
                        image.downloads() == 0
                                ? "nothing to fetch"
                                : Figures.count(image.downloads(), "file") + " to fetch, "
                                        + Figures.bytes(image.toFetch()))
                .append('\n');
        for (Layer layer : image.layers()) {
            text.append("  ")
                    .append(BuildSummary.shown(layer.name()))
                    .append("  ")
                    .append(layer.present())
                    .append(" of ");
            text.append(layer.parts().size()).append(" in the store\n");
            layer.parts()
                    .forEach(part -> text.append(part.present() ? "      " : "    + ")
                            .append(part.name())
                            .append(part.size() == 0 ? "" : "  " + Figures.bytes(part.size()))
                            .append('\n'));
        }
    }

    @Override
    public Json.Members document() {
        Json.Members described = started.getFirst().image().isEmpty()
                ? described(Json.Members.EMPTY.with("schema", "terrarium.plan/1"), started.getFirst())
                : Json.Members.EMPTY
                        .with("schema", "terrarium.plans/1")
                        .with("name", project.name())
                        .with(
                                "starts",
                                Json.items(started.stream()
                                        .map(one -> (Json) described(
                                                Json.Members.EMPTY.with(
                                                        "image", one.image().orElseThrow()),
                                                one))
                                        .toList()));
        Json.Members document = described
                .with("endOfLife", endOfLife)
                .with("lockChanges", changes.stream().map(Change::sentence).toList())
                .with(
                        "images",
                        Json.items(images.stream().map(PlanReport::image).toList()));
        Json.Members weighed = document.with("wheels", Json.items(weights));
        return pruned.isEmpty()
                ? weighed
                : weighed.with(
                        "pruned",
                        Json.items(pruned.stream().map(PruneReport::document).toList()));
    }

    private static Json files(ProjectFiles files) {
        return Json.items(files.facts().entrySet().stream()
                .map(entry -> (Json) Json.Members.EMPTY
                        .with("path", entry.getKey().text())
                        .with("mode", entry.getValue().mode())
                        .with("size", entry.getValue().size())
                        .with("digest", entry.getValue().digest().toString()))
                .toList());
    }

    private static Json.Members described(Json.Members document, Started one) {
        Json.Members described = document.with("name", one.name())
                .with("version", one.version())
                .with("files", one.files())
                .with("command", one.start().argv())
                .with("reason", one.start().reason())
                .withText("init", one.start().init())
                .with("stopSignal", one.start().stopSignal())
                .with("commands", commands(one.start()))
                .with("leftOutGroups", one.leftOut());
        return one.listed().isPresent()
                ? described.with("projectFiles", files(one.listed().get()))
                : described;
    }

    private static Json.Members commands(StartCommand start) {
        Json.Members commands = Json.Members.EMPTY;
        for (var command : start.commands().entrySet()) {
            commands = commands.with(command.getKey(), command.getValue().argv());
        }
        return commands;
    }

    private static Json image(Image image) {
        return Json.Members.EMPTY
                .withText("image", image.name())
                .with("platform", image.platform())
                .with("python", image.python())
                .with("downloads", image.downloads())
                .with("bytesToFetch", image.toFetch())
                .with(
                        "layers",
                        Json.items(
                                image.layers().stream().map(PlanReport::layer).toList()));
    }

    private static Json layer(Layer layer) {
        return Json.Members.EMPTY
                .with("name", layer.name())
                .with(
                        "fragments",
                        Json.items(layer.parts().stream()
                                .map(part -> (Json) Json.Members.EMPTY
                                        .with("name", part.name())
                                        .with("key", part.key())
                                        .with("size", part.size())
                                        .with("present", part.present()))
                                .toList()));
    }
}
