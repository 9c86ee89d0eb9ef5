package dev.terrarium.cli.build;

import dev.terrarium.cli.build.LastBuild.Layer;
import dev.terrarium.cli.check.CheckReport;
import dev.terrarium.cli.command.Result;
import dev.terrarium.delivery.Receipt;
import dev.terrarium.json.Json;
import dev.terrarium.make.Maker.Made;
import dev.terrarium.oci.AnyImage;
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
 * @param name under which the image is, or would be, known
 * @param twin the debug twin, if one was asked for
 * @param checks one for each platform, if the image was checked
 * @param files what of the project went in, if that was asked for
 * @param weights of the wheels of each image
 * @param pruned what of packages stayed out, if that was asked for
 * @param fetched bytes received
 */
public record BuildReport(
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
            List<Made> made,
            AnyImage image,
            List<CheckReport> checks,
            List<Receipt> receipts,
            Optional<TwinReport> twin,
            List<Phase> phases,
            Store store)
            throws IOException {
        var last = new LastBuild(store, workflow.project().directory());
        var difference = new Difference(last.read());
        List<Layer> now = LastBuild.of(planned.plan().images(), made);
        var diffIds = made.stream()
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
                name.toString(),
                image.descriptor().digest(),
                rows,
                checks,
                receipts,
                twin,
                planned.outcome().pruned(),
                planned.outcome().weights(),
                phases,
                workflow.fetched(),
                portOf(made),
                workflow.listing(planned));
    }

    private static Optional<Integer> portOf(List<Made> made) {
        return made.getFirst().image().config().value().config().exposedPorts().stream()
                .findFirst()
                .map(port -> Integer.parseInt(port.substring(0, port.indexOf('/'))));
    }

    /** The name that an image has when nobody gives it one: the project's, with its version as the tag. */
    public static ImageReference nameOf(Project project) {
        String name = project.name()
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
                .with("size", layers.stream().mapToLong(Row::size).sum())
                .with("fetched", fetched)
                .with(
                        "layers",
                        Json.items(layers.stream().map(BuildReport::layer).toList()))
                .with(
                        "places",
                        Json.items(receipts.stream().map(BuildReport::place).toList()))
                .with(
                        "checks",
                        Json.items(checks.stream().map(CheckReport::document).toList()))
                .with("milliseconds", milliseconds());
        document = document.with("wheels", Json.items(weights));
        if (!pruned.isEmpty()) {
            document = document.with(
                    "pruned",
                    Json.items(pruned.stream().map(PruneReport::document).toList()));
        }
        if (twin.isPresent()) {
            document = document.with("debugTwin", twin.get().document());
        }
        return files.isPresent() ? document.with("projectFiles", files.get().json()) : document;
    }

    private Json.Members milliseconds() {
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
