package dev.terrarium.cli.build;

import dev.terrarium.make.Fetcher;
import dev.terrarium.plan.Fetch;
import dev.terrarium.project.Project;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.lockfile.WheelLocator;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where pinned bytes can be had, by everything that is configured: what the lock says first, then the indexes.
 *
 * <p>Packages of the operating system are recorded without a host, so their archives are asked as configured, and a mirror only for
 * what those have no longer, and last a service that keeps everything; for wheels, a mirror stands instead of the recorded address.
 *
 * <p>An index page is asked for only when the lock has no address or that address leads nowhere.
 */
final class Places implements Fetcher.Locator {
    private final Collaborators sources;
    private final Mirrors mirrors;
    private final Snapshots snapshots;
    private final List<URI> archive;

    Places(Collaborators sources, Mirrors mirrors, Snapshots snapshots, Project project) {
        this.sources = sources;
        this.mirrors = mirrors;
        this.snapshots = snapshots;
        this.archive = project.configuration().interpreter().archive().stream()
                .map(place -> place.matches("(https?|file)://.*")
                        ? mirrors.map(URI.create(place))
                        : project.directory().resolve(place).toUri())
                .toList();
    }

    @Override
    public List<URI> candidates(Fetch fetch) {
        Set<URI> places = new LinkedHashSet<>();
        switch (fetch.origin()) {
            case Fetch.Origin.DebianArchive(var suite, var filename) -> {
                List<URI> archives = sources.debianSources().candidates(suite, filename);
                places.addAll(archives);
                archives.forEach(uri -> places.add(mirrors.map(uri)));
            }
            case Fetch.Origin.Configured configured -> places.addAll(archive);
            case Fetch.Origin.PackageIndex(var project, var urls) -> urls.forEach(url -> places.add(mirrors.map(url)));
        }
        return List.copyOf(places);
    }

    @Override
    public List<String> hints(Fetch.Origin.DebianArchive origin) {
        return snapshots.hints(origin);
    }

    @Override
    public List<URI> furtherCandidates(Fetch fetch) {
        return switch (fetch.origin()) {
            case Fetch.Origin.DebianArchive archive -> snapshots.places(archive, fetch.digest());
            case Fetch.Origin.Configured configured -> List.of();
            case Fetch.Origin.PackageIndex(var project, var urls) ->
                new WheelLocator(sources.indexes())
                        .locate(PackageName.of(project), fetch.name(), fetch.digest()).stream()
                                .map(mirrors::map)
                                .toList();
        };
    }
}
