package dev.terrarium.cli.build;

import dev.terrarium.cli.build.LastBuild.Layer;
import dev.terrarium.cli.command.Result;
import dev.terrarium.cli.terminal.Figures;
import dev.terrarium.delivery.Receipt;
import dev.terrarium.io.Progress;
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
 * @param fetched bytes received
 */
public record BuildReport(
        String name,
        Digest digest,
        List<Row> layers,
        List<Receipt> receipts,
        List<Phase> phases,
        long fetched,
        Optional<Integer> port)
        implements Result {
    public BuildReport {
        layers = List.copyOf(layers);
        receipts = List.copyOf(receipts);
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
            Workflow workflow,
            Workflow.Planned planned,
            List<Made> made,
            AnyImage image,
            List<Receipt> receipts,
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
                nameOf(workflow.project()).toString(),
                image.descriptor().digest(),
                rows,
                receipts,
                phases,
                workflow.fetched(),
                portOf(made));
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

    /** Tells a person what is worth knowing beyond the result itself. */
    public void tell(Progress progress) {
        int width = layers.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        for (Row row : layers) {
            progress.note(row.name() + " ".repeat(width - row.name().length() + 2) + pad(Figures.bytes(row.size()))
                    + delta(row) + "  " + row.reason());
        }
        String times = String.join(
                ", ",
                phases.stream()
                        .map(phase -> phase.name() + " " + Figures.duration(phase.time()))
                        .toList());
        progress.note(Figures.bytes(layers.stream().mapToLong(Row::size).sum()) + " compressed, "
                + Figures.bytes(fetched) + " fetched; " + times);
        receipts.forEach(receipt -> next(receipt).forEach(progress::note));
    }

    private static String pad(String text) {
        return " ".repeat(Math.max(0, 9 - text.length())) + text;
    }

    private static String delta(Row row) {
        long change = row.size() - row.before().orElse(row.size());
        return change == 0 ? "" : " (" + (change > 0 ? "+" : "−") + Figures.bytes(Math.abs(change)) + ")";
    }

    private List<String> next(Receipt receipt) {
        String place = receipt.place();
        String ports = port.map(number -> " -p " + number + ":" + number).orElse("");
        String run = "docker run --rm --read-only --tmpfs /tmp --cap-drop ALL" + ports + " ";
        if (place.startsWith("store:")) {
            String image = place.substring("store:".length());
            return List.of(
                    "load it:  terrarium copy " + place + " docker:" + image,
                    "run it:   " + run + image,
                    "save it:  terrarium copy " + place + " oci-archive:" + fileName(image) + ".tar");
        }
        return place.startsWith("docker:")
                ? List.of("run it:   " + run + place.substring("docker:".length()))
                : List.of();
    }

    private static String fileName(String image) {
        return image.replaceAll("[^A-Za-z0-9.]+", "-");
    }

    @Override
    public String text() {
        var text = new StringBuilder();
        receipts.forEach(receipt -> text.append(receipt.place())
                .append("  ")
                .append(receipt.digest())
                .append('\n'));
        return text.toString();
    }

    @Override
    public Json.Members document() {
        return Json.Members.EMPTY
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
                .with("milliseconds", milliseconds());
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

    private static Json place(Receipt receipt) {
        return Json.Members.EMPTY
                .with("place", receipt.place())
                .with("digest", receipt.digest().toString())
                .with("written", receipt.written());
    }
}
