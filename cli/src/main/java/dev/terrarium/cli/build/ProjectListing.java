package dev.terrarium.cli.build;

import dev.terrarium.json.Json;
import dev.terrarium.make.layer.Fragment;
import dev.terrarium.make.layer.Fragments;
import dev.terrarium.make.layer.Listing;
import dev.terrarium.oci.Digest;
import dev.terrarium.plan.Plan.ImagePlan;
import dev.terrarium.plan.Recipe;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of the project is in an image that was made: for a package what its back-end put into the wheel, which no file of the project
 * tells.
 *
 * @param lines files and links, sorted by path
 */
public record ProjectListing(List<Listing.Line> lines) {
    public ProjectListing {
        lines = List.copyOf(lines);
    }

    /** Of an image whose fragments are in the store. */
    static ProjectListing of(ImagePlan image, Store store) throws IOException {
        var fragments = new Fragments(store);
        var lines = new ArrayList<Listing.Line>();
        for (var layer : image.layers()) {
            for (var fragment : layer.fragments()) {
                if (fragment.recipe() instanceof Recipe.Project) {
                    Fragment made = fragments
                            .find(fragment.key().digest())
                            .orElseThrow(() -> new IOException("the store lost a fragment while it was used"));
                    lines.addAll(listing(made, store).lines());
                }
            }
        }
        return new ProjectListing(lines.stream()
                .filter(line -> !(line instanceof Listing.Line.Directory))
                .toList());
    }

    private static Listing listing(Fragment fragment, Store store) throws IOException {
        try (var in = store.open(fragment.listing())
                .orElseThrow(() -> new IOException("the store lost a listing while it was used"))) {
            return Listing.parse(in.readAllBytes());
        }
    }

    /** Of all files. */
    Set<Digest> digests() {
        return lines.stream()
                .flatMap(line -> line instanceof Listing.Line.File file
                        ? java.util.stream.Stream.of(file.content())
                        : java.util.stream.Stream.empty())
                .collect(Collectors.toSet());
    }

    /** Each entry for a program. */
    Json json() {
        return Json.items(lines.stream().map(ProjectListing::json).toList());
    }

    private static Json json(Listing.Line line) {
        Json.Members entry = Json.Members.EMPTY.with("path", line.path().text());
        return switch (line) {
            case Listing.Line.Directory directory -> entry;
            case Listing.Line.File(var path, var mode, var size, var content) ->
                entry.with("mode", "0" + Integer.toOctalString(mode))
                        .with("size", size)
                        .with("digest", content.toString());
            case Listing.Line.Link(var path, var target) -> entry.with("target", target);
        };
    }

    /** Each entry for a person, a line each. */
    String text() {
        return lines.stream()
                .map(line -> switch (line) {
                    case Listing.Line.Directory directory -> "";
                    case Listing.Line.File(var path, var mode, var size, var content) ->
                        "0" + Integer.toOctalString(mode) + "  " + size + "  /" + path + "\n";
                    case Listing.Line.Link(var path, var target) -> "link  0  /" + path + " -> " + target + "\n";
                })
                .collect(Collectors.joining());
    }
}
