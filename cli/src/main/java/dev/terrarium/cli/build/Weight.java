package dev.terrarium.cli.build;

import dev.terrarium.cli.terminal.Figures;
import dev.terrarium.json.Json;
import dev.terrarium.plan.Recipe.WheelFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the wheels of an image weigh, which of them are for CUDA, and which do one thing twice: told before gigabytes are fetched.
 *
 * <p>Sizes are those of the locks or of the index; a wheel of which nobody says a size counts nothing.
 */
record Weight(List<WheelFile> wheels) {
    /** So much to fetch is worth a question. */
    private static final long MUCH = 1L << 30;

    private static final int MOST_TOLD = 5;

    /** Projects of which one image needs one. */
    private static final List<List<String>> ALTERNATIVES = List.of(
            List.of("tensorflow", "tensorflow-cpu"),
            List.of(
                    "opencv-contrib-python",
                    "opencv-contrib-python-headless",
                    "opencv-python",
                    "opencv-python-headless"),
            List.of("onnxruntime", "onnxruntime-gpu"),
            List.of("faiss-cpu", "faiss-gpu", "faiss-gpu-cu11", "faiss-gpu-cu12"),
            List.of("psycopg2", "psycopg2-binary"));

    Weight {
        wheels = List.copyOf(wheels);
    }

    long bytes() {
        return wheels.stream().mapToLong(WheelFile::size).sum();
    }

    long cudaBytes() {
        return wheels.stream().filter(Weight::isCuda).mapToLong(WheelFile::size).sum();
    }

    private static boolean isCuda(WheelFile wheel) {
        return wheel.name().matches("nvidia-.*|.*-cu(da)?[0-9]+x?(-.*)?|triton")
                || wheel.version().matches(".*\\+cu[0-9]+.*");
    }

    /** Wheels that bring one thing more than once, by what it is: CUDA's libraries of two releases, two builds of one project. */
    SortedMap<String, List<String>> duplicates() {
        var names = new TreeSet<String>();
        var stems = new TreeMap<String, List<String>>();
        for (WheelFile wheel : wheels) {
            names.add(wheel.name());
            if (isCuda(wheel)) {
                stems.computeIfAbsent(wheel.name().replaceFirst("-cu(da)?[0-9]+x?", ""), key -> new ArrayList<>())
                        .add(wheel.name());
            }
        }
        for (List<String> alternatives : ALTERNATIVES) {
            List<String> there = alternatives.stream().filter(names::contains).toList();
            if (!there.isEmpty()) {
                stems.put(there.getFirst(), there);
            }
        }
        stems.values().removeIf(there -> there.size() < 2);
        return stems;
    }

    /** What to tell before those are fetched that are not there; nothing when that is little. */
    List<String> hints(Predicate<WheelFile> isThere) {
        List<WheelFile> missing = wheels.stream()
                .filter(wheel -> !isThere.test(wheel))
                .sorted(Comparator.comparingLong((WheelFile wheel) -> -wheel.size())
                        .thenComparing(WheelFile::name))
                .toList();
        long much = missing.stream().mapToLong(WheelFile::size).sum();
        var hints = new ArrayList<String>();
        if (much >= MUCH) {
            hints.add(Figures.bytes(much) + " of wheels are to be fetched: "
                    + String.join(
                            ", ",
                            missing.stream()
                                    .limit(MOST_TOLD)
                                    .map(wheel ->
                                            wheel.name() + " " + wheel.version() + " " + Figures.bytes(wheel.size()))
                                    .toList()));
            if (cudaBytes() > 0) {
                hints.add(Figures.bytes(cudaBytes())
                        + " of them are for CUDA; without a GPU, lock PyTorch from its CPU index:"
                        + " with uv `[tool.uv.sources] torch = { index = \"…\" }` and `explicit = true` at the index, with"
                        + " pip `--index-url`, or choose the lock's own variant with `--extra cpu`");
            }
        }
        duplicates()
                .forEach((what, there) ->
                        hints.add(what + " goes in " + there.size() + " times: " + String.join(", ", there)));
        return hints;
    }

    Json document(String platform) {
        Json.Members duplicates = Json.Members.EMPTY;
        for (var one : duplicates().entrySet()) {
            duplicates = duplicates.with(one.getKey(), one.getValue());
        }
        return Json.Members.EMPTY
                .with("platform", platform)
                .with("bytes", bytes())
                .with("cudaBytes", cudaBytes())
                .with("duplicates", duplicates)
                .with(
                        "packages",
                        Json.items(wheels.stream()
                                .map(wheel -> (Json) Json.Members.EMPTY
                                        .with("name", wheel.name())
                                        .with("version", wheel.version())
                                        .with("bytes", wheel.size()))
                                .toList()));
    }
}
