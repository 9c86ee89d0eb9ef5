package dev.terrarium.cli.build;

import dev.terrarium.cli.build.BuildReport.Phase;
import dev.terrarium.cli.build.BuildReport.Row;
import dev.terrarium.cli.terminal.Figures;
import dev.terrarium.delivery.Receipt;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a build as a person reads it: layers against those of the last build, what it cost, and what to type next.
 *
 * <p>For standard error: the result itself, the digest and where it is, is {@link BuildReport#text}.
 *
 * @param program how the person started this program: {@code ./terrarium}
 */
record BuildSummary(BuildReport report, String program) {
    private static final String FIRST = "first build";

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("");
        report.image().ifPresent(name -> lines.add(name + ":"));
        lines.addAll(table());
        List<String> next = report.receipts().stream()
                .flatMap(receipt -> next(receipt).stream())
                .toList();
        report.pruned().forEach(one -> {
            lines.add("");
            lines.add("pruned " + one.sentence());
            int kept = one.pruning().kept().size();
            if (kept > 0) {
                lines.add("       " + kept + " asked for and kept, `" + program + " plan` tells why");
            }
        });
        report.twin().ifPresent(twin -> {
            lines.add("");
            lines.add("debug twin " + twin.name() + ": the same layers and one of " + Figures.bytes(twin.size())
                    + " with a shell, debugpy and py-spy");
        });
        if (!next.isEmpty()) {
            lines.add("");
            lines.addAll(next);
            lines.add("");
        }
        return lines;
    }

    private List<String> table() {
        var rows = new ArrayList<List<String>>();
        boolean first = report.layers().stream().allMatch(row -> row.reason().equals(FIRST));
        rows.add(List.of("layer", "size", "", first ? "" : "since the last build"));
        for (Row row : report.layers()) {
            rows.add(List.of(
                    name(row),
                    Figures.bytes(row.size()),
                    delta(row),
                    row.reason().equals(FIRST) ? "" : row.reason()));
        }
        long size = report.layers().stream().mapToLong(Row::size).sum();
        rows.add(List.of("together", Figures.bytes(size), "", cost()));
        return aligned(rows);
    }

    private String name(Row row) {
        boolean several = report.layers().stream().map(Row::platform).distinct().count() > 1;
        return (several ? row.platform() + " " : "") + shown(row.name());
    }

    /** {@code cpython/cpython} is said once. */
    static String shown(String layer) {
        String[] parts = layer.split("/", 2);
        return parts.length == 2 && parts[0].equals(parts[1]) ? parts[0] : layer;
    }

    private static String delta(Row row) {
        long change = row.size() - row.before().orElse(row.size());
        return change == 0 ? "" : (change > 0 ? "+" : "−") + Figures.bytes(Math.abs(change));
    }

    private String cost() {
        return report.phases().isEmpty() ? "" : cost(report.phases(), report.fetched());
    }

    private static String cost(List<Phase> phases, long fetched) {
        String times = String.join(
                ", ",
                phases.stream()
                        .map(phase -> phase.name() + " " + Figures.duration(phase.time()))
                        .toList());
        return (fetched == 0 ? "nothing" : Figures.bytes(fetched)) + " fetched; " + times;
    }

    /** Several images, one after the other, and what they cost together. */
    static List<String> lines(BuildReports reports, String program) {
        var lines = new ArrayList<String>();
        reports.images().forEach(report -> lines.addAll(new BuildSummary(report, program).lines()));
        lines.add(reports.images().size() + " images: " + cost(reports.phases(), reports.fetched()));
        return lines;
    }

    private static List<String> aligned(List<List<String>> rows) {
        int name = width(rows, 0);
        int size = width(rows, 1);
        int delta = width(rows, 2);
        var lines = new ArrayList<String>();
        for (List<String> row : rows) {
            String line = row.get(0) + " ".repeat(name - row.get(0).length()) + "  " + right(row.get(1), size)
                    + (delta == 0 ? "" : "  " + right(row.get(2), delta)) + "  " + row.get(3);
            lines.add(line.stripTrailing());
        }
        return lines;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String right(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }

    private List<String> next(Receipt receipt) {
        String place = receipt.place();
        String type = place.substring(0, place.indexOf(':') + 1);
        String image = place.substring(type.length());
        return switch (type) {
            case "store:" ->
                List.of(
                        "load it  " + program + " copy " + place + " docker:" + image,
                        "run it   " + run("docker", image),
                        "save it  " + program + " copy " + place + " oci-archive:" + fileName(image) + ".tar");
            case "docker:" -> List.of("run it   " + run("docker", image));
            case "podman:" -> List.of("run it   " + run("podman", image));
            case "oci:", "oci-archive:" ->
                List.of("load it  " + program + " copy " + place + " docker:" + report.name());
            case "docker-archive:" -> List.of("load it  docker load --input " + image);
            default -> List.of();
        };
    }

    private String run(String engine, String image) {
        String ports =
                report.port().map(number -> " -p " + number + ":" + number).orElse("");
        return engine + " run --rm --read-only --tmpfs /tmp --cap-drop ALL" + ports + " " + image;
    }

    private static String fileName(String image) {
        return image.replaceAll("[^A-Za-z0-9.]+", "-");
    }
}
