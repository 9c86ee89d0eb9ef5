package dev.terrarium.cli.build;

import dev.terrarium.cli.build.LastBuild.Layer;
import dev.terrarium.cli.check.CheckReport;
import dev.terrarium.cli.command.Result;
import dev.terrarium.delivery.Receipt;
import dev.terrarium.json.Json;
import dev.terrarium.make.Maker.Made;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.ImageReference;
import dev.terrarium.project.Project;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of a build: the digest and where the image is now for programs, and for people besides what changed since the last
 * build, how long it took, and how to run it.
 *
 * @param image which image of the configuration; empty where the project is the one image
 * @param name under which the image is, or would be, known
 * @param twin the debug twin, if one was asked for
 * @param checks one for each platform, if the image was checked
 * @param files what of the project went in, if that was asked for
 * @param weights of the wheels of each image
 * @param pruned what of packages stayed out, if that was asked for
 * @param fetched bytes received
 */
public record BuildReport(
        Optional<String> image,
        String name,
        Digest digest,
        List<Row> layers,
        List<CheckReport> checks,
        List<Receipt> receipts,
        Optional<TwinReport> twin,
        List<PruneReport> pruned,
        List<Json> weights,
        List<Phase> phases,
        long fetched,
        Optional<Integer> port,
        Optional<ProjectListing> files)
        implements Result {
    public BuildReport {
        layers = List.copyOf(layers);
        checks = List.copyOf(checks);
        receipts = List.copyOf(receipts);
        pruned = List.copyOf(pruned);
        weights = List.copyOf(weights);
        phases = List.copyOf(phases);
    }

    /** @param reason why the layer is another one than in the last build, or is not */
    public record Row(
            String platform,
            String name,
            Digest digest,
            Digest diffId,
            long size,
            Optional<Long> before,
            String reason,
            List<String> fragments) {
        public Row {
            fragments = List.copyOf(fragments);
        }
    }

    /** A part of the way and how long it took. */
    public record Phase(String name, Duration time) {
        /** Ends a phase that began at {@code start}, and answers when the next one begins. */
        public static long end(String name, long start, List<Phase> phases) {
            long now = System.nanoTime();
            phases.add(new Phase(name, Duration.ofNanos(now - start)));
            return now;
        }
    }

    /** Compares with the last build of the project on this machine, and remembers this one. */
    public static BuildReport of(
            ImageReference name,
            Workflow workflow,
            Workflow.Planned planned,
            Built built,
            List<CheckReport> checks,
            List<Receipt> receipts,
            Optional<TwinReport> twin,
            Store store)
            throws IOException {
        var last = new LastBuild(
                store, workflow.project().directory(), built.service().name());
        var difference = new Difference(last.read());
        List<Layer> now = LastBuild.of(built.plans(), built.made());
        var diffIds = built.made().stream()
                .flatMap(one -> one.layers().stream())
                .map(layer -> layer.diffId())
                .toList();
        var rows = new ArrayList<Row>();
        for (int i = 0; i < now.size(); i++) {
            Layer layer = now.get(i);
            rows.add(new Row(
                    layer.platform(),
                    layer.name(),
                    layer.digest(),
                    diffIds.get(i),
                    layer.size(),
                    difference.sizeBefore(layer),
                    difference.of(layer),
                    layer.fragments()));
        }
        last.write(now);
        return new BuildReport(
                built.service().name(),
                name.toString(),
                built.image().descriptor().digest(),
                rows,
                checks,
                receipts,
                twin,
                planned.outcome().pruned(built.service()),
                planned.outcome().weights(built.service()),
                List.of(),
                0,
                portOf(built.made()),
                workflow.listing(built));
    }

    /** The same with what the whole run cost. */
    BuildReport costing(List<Phase> phases, long fetched) {
        return new BuildReport(
                image, name, digest, layers, checks, receipts, twin, pruned, weights, phases, fetched, port, files);
    }

    private static Optional<Integer> portOf(List<Made> made) {
        return made.getFirst().image().config().value().config().exposedPorts().stream()
                .findFirst()
                .map(port -> Integer.parseInt(port.substring(0, port.indexOf('/'))));
    }

    /**
     * The name that an image has when nobody gives it one: the repository's, and the image's own where there are several, with the
     * version of its project as the tag.
     */
    static ImageReference nameOf(Project repository, Optional<String> image, Project project) {
        String name = (repository.name() + image.map(own -> "-" + own).orElse(""))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String tag = project.versionText().replaceAll("[^A-Za-z0-9_.-]", "-");
        return ImageReference.parse((name.isEmpty() ? "project" : name) + ":" + tag);
    }

    @Override
    public String text() {
        var text = new StringBuilder();
        receipts.forEach(receipt -> line(text, receipt));
        twin.ifPresent(one -> one.receipts().forEach(receipt -> line(text, receipt)));
        files.ifPresent(listing -> text.append(listing.text()));
        return text.toString();
    }

    private static void line(StringBuilder text, Receipt receipt) {
        text.append(receipt.place()).append("  ").append(receipt.digest()).append('\n');
    }

    @Override
    public Json.Members document() {
        Json.Members document = Json.Members.EMPTY
                .with("schema", "terrarium.build/1")
                .with("name", name)
                .with("digest", digest.toString())
                .with("size", size())
                .with("fetched", fetched)
                .with("layers", layerList())
                .with("places", places())
                .with("checks", checkList())
                .with("milliseconds", milliseconds(phases));
        return withWhatWasAskedFor(document);
    }

    private Json checkList() {
        return Json.items(checks.stream().map(CheckReport::document).toList());
    }

    private Json.Members withWhatWasAskedFor(Json.Members document) {
        Json.Members weighed = document.with("wheels", Json.items(weights));
        Json.Members less = pruned.isEmpty()
                ? weighed
                : weighed.with(
                        "pruned",
                        Json.items(pruned.stream().map(PruneReport::document).toList()));
        Json.Members more = twin.isPresent() ? less.with("debugTwin", twin.get().document()) : less;
        return files.isPresent() ? more.with("projectFiles", files.get().json()) : more;
    }

    /** The same as one of several images. */
    Json.Members member() {
        return withWhatWasAskedFor(Json.Members.EMPTY
                .with("image", image.orElse(""))
                .with("name", name)
                .with("digest", digest.toString())
                .with("size", size())
                .with("layers", layerList())
                .with("places", places())
                .with("checks", checkList()));
    }

    private long size() {
        return layers.stream().mapToLong(Row::size).sum();
    }

    private Json layerList() {
        return Json.items(layers.stream().map(BuildReport::layer).toList());
    }

    private Json places() {
        return Json.items(receipts.stream().map(BuildReport::place).toList());
    }

    static Json.Members milliseconds(List<Phase> phases) {
        Json.Members times = Json.Members.EMPTY;
        for (Phase phase : phases) {
            times = times.with(phase.name(), phase.time().toMillis());
        }
        return times;
    }

    private static Json layer(Row row) {
        Json.Members layer = Json.Members.EMPTY
                .with("platform", row.platform())
                .with("name", row.name())
                .with("digest", row.digest().toString())
                .with("diffId", row.diffId().toString())
                .with("size", row.size())
                .with("reason", row.reason())
                .with("fragments", row.fragments());
        return row.before().isPresent() ? layer.with("sizeBefore", row.before().get()) : layer;
    }

    static Json place(Receipt receipt) {
        return Json.Members.EMPTY
                .with("place", receipt.place())
                .with("digest", receipt.digest().toString())
                .with("written", receipt.written());
    }
}
