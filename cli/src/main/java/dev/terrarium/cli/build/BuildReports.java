package dev.terrarium.cli.build;

import dev.terrarium.cli.build.BuildReport.Phase;
import dev.terrarium.cli.command.Result;
import dev.terrarium.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of a build of several images: a report of each, and what they cost together.
 *
 * @param fetched bytes received
 */
record BuildReports(List<BuildReport> images, List<Phase> phases, long fetched) implements Result {
    BuildReports {
        images = List.copyOf(images);
        phases = List.copyOf(phases);
    }

    @Override
    public String text() {
        return images.stream().map(BuildReport::text).collect(Collectors.joining());
    }

    @Override
    public Json.Members document() {
        return Json.Members.EMPTY
                .with("schema", "terrarium.builds/1")
                .with(
                        "images",
                        Json.items(images.stream().map(BuildReport::member).toList()))
                .with("fetched", fetched)
                .with("milliseconds", BuildReport.milliseconds(phases));
    }
}
