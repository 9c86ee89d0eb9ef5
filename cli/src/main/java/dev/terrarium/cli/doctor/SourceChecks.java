package dev.terrarium.cli.doctor;

import dev.terrarium.cli.build.Surroundings;
import dev.terrarium.cli.doctor.Check.Finding;
import dev.terrarium.cli.doctor.Check.Status;
import dev.terrarium.debian.source.DebianSources;
import dev.terrarium.debian.source.Location;
import dev.terrarium.error.TerrariumError;
import dev.terrarium.http.ShownUri;
import dev.terrarium.python.index.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where packages would come from, for the project in the working directory or for one that configures nothing, and what says so.
 *
 * <p>Nobody is asked over the network: what is configured is one question, whether it answers is the build's.
 */
final class SourceChecks {
    private final Surroundings surroundings;

    SourceChecks(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    List<Finding> debian() {
        return guarded("debian", () -> {
            DebianSources sources = surroundings.debian();
            var findings = new ArrayList<Finding>();
            sources.archive().forEach(location -> findings.add(found("packages from ", location)));
            sources.security().forEach(location -> findings.add(found("security updates from ", location)));
            if (sources.archive().isEmpty()) {
                findings.add(Finding.needed(
                        "debian",
                        "neither the project nor apt on this machine names an archive of Debian",
                        "write `debian = \"https://debian.example/debian\"` below [tool.terrarium.sources]",
                        "or give `--source debian=https://debian.example/debian`"));
            } else if (sources.security().isEmpty()) {
                findings.add(Finding.needed(
                        "debian",
                        "nobody names an archive of security updates",
                        "write `debian-security = \"https://debian.example/security\"` below [tool.terrarium.sources]",
                        "or `security = false` below [tool.terrarium], to go without"));
            }
            sources.ignored().forEach(why -> findings.add(Finding.missing("debian", "passed over " + why)));
            return findings;
        });
    }

    private static Finding found(String what, Location location) {
        return Finding.ok("debian", what + ShownUri.of(location.uri()) + " (" + location.from() + ")");
    }

    List<Finding> python() {
        return guarded("python", () -> {
            List<Source> sources = surroundings.python();
            if (sources.isEmpty()) {
                return List.of(Finding.missing(
                        "python",
                        "no index is configured: builds read the default out of the pip in the Debian source",
                        "to choose yourself, set UV_DEFAULT_INDEX or PIP_INDEX_URL",
                        "or write `python = [\"https://packages.example/simple/\"]` below [tool.terrarium.sources]"));
            }
            return sources.stream()
                    .map(source -> Finding.ok("python", "packages from " + source))
                    .toList();
        });
    }

    /** A configuration that cannot be read is an answer as well. */
    private static List<Finding> guarded(String topic, Supplier<List<Finding>> question) {
        try {
            return question.get();
        } catch (TerrariumError e) {
            return e.problems().stream()
                    .map(problem -> new Finding(topic, Status.NEEDED, problem.message(), problem.hints()))
                    .toList();
        }
    }
}
