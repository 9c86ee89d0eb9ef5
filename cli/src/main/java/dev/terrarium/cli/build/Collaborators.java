package dev.terrarium.cli.build;

import dev.terrarium.cli.build.Chosen.Repository;
import dev.terrarium.cli.command.BuildOptions;
import dev.terrarium.cli.command.Session;
import dev.terrarium.debian.archive.ArchiveSnapshot;
import dev.terrarium.debian.source.DebianSources;
import dev.terrarium.http.Counting;
import dev.terrarium.http.Http;
import dev.terrarium.http.JavaHttp;
import dev.terrarium.http.Offline;
import dev.terrarium.http.Retry;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Lazy;
import dev.terrarium.io.Progress;
import dev.terrarium.make.Fetcher;
import dev.terrarium.oci.Platform;
import dev.terrarium.project.Project;
import dev.terrarium.project.ProjectImage;
import dev.terrarium.project.ProjectLock;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.index.Indexes;
import dev.terrarium.python.index.LocalFiles;
import dev.terrarium.python.index.PythonSources;
import dev.terrarium.python.index.Source;
import dev.terrarium.python.index.UvProject;
import dev.terrarium.python.lockfile.PinnedRequirements;
import dev.terrarium.store.Store;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Everything that a build works with, each made when it is first needed: a build that changes nothing opens no connection and
 * reads no host's configuration.
 */
final class Collaborators {
    private final Session session;
    private final Store store;
    private final Counting http;
    private final Lazy<DebianSources> debianSources;
    private final Lazy<Indexes> indexes;
    private final Fetcher fetcher;
    private final Map<Platform, ArchiveSnapshot> archives = new ConcurrentHashMap<>();

    /**
     * @param archive that the command line names, if it does
     */
    private Collaborators(Session session, Repository repository, Optional<URI> archive, boolean offline) {
        Project project = repository.project();
        this.session = session;
        this.store = session.store();
        Http client = offline
                ? new Offline()
                : JavaHttp.of(
                        session.environment(),
                        session.progress(),
                        new SplittableRandom(),
                        Retry.USUAL,
                        () -> logins(project, session.environment()));
        this.http = new Counting(new LocalFiles(client));
        this.debianSources = new Lazy<>(() -> new SystemSources(project, session.environment()).of(archive));
        this.indexes = new Lazy<>(() -> {
            PythonSources found = python(repository, session.environment(), new PackagedPip(this, project)::index);
            return new Indexes(found.bound().isEmpty() ? found.required() : found, http);
        });
        this.fetcher = new Fetcher(
                store,
                http,
                new Places(
                        this,
                        new Mirrors(project.configuration().sources().mirrors()),
                        new Snapshots(project),
                        project),
                session.progress());
    }

    /** Those of a repository as the command line wants it. */
    static Collaborators of(Repository repository, BuildOptions options, Session session) {
        return new Collaborators(session, repository, options.debian(), options.offline());
    }

    /**
     * The places for Python packages: what the project's configuration names, then the options in its requirements, else the host's.
     *
     * @param pip looks for a pip when the host has none
     */
    static PythonSources python(Project project, Environment environment, Supplier<Optional<Source>> pip) {
        List<Source> python = new ArrayList<>(PythonSources.configured(
                project.configuration().sources().python(), project.directory(), "[tool.terrarium.sources]"));
        if (project.lock() instanceof ProjectLock.Requirements(var file, var passedOver)) {
            String shown = project.directory().relativize(file).toString();
            var requirements = PinnedRequirements.read(file, shown, environment.variables());
            python.addAll(requirements.sources());
            if (requirements.noIndex()) {
                return PythonSources.withoutIndexes(python);
            }
        }
        PythonSources found = PythonSources.find(python, UvProject.read(project.directory()), environment, pip);
        return Chosen.recorded(project, environment, found);
    }

    /** Those of all images, each once: what one of them binds to an index stays bound to it. */
    private static PythonSources python(
            Repository repository, Environment environment, Supplier<Optional<Source>> pip) {
        var all = new LinkedHashSet<Source>();
        var bound = new TreeMap<PackageName, List<Source>>();
        for (ProjectImage image : repository.images()) {
            PythonSources found = python(image.project(), environment, pip);
            all.addAll(found.all());
            found.bound()
                    .forEach((name, sources) -> bound.merge(
                            name,
                            sources,
                            (some, more) -> Stream.concat(some.stream(), more.stream())
                                    .distinct()
                                    .toList()));
        }
        return new PythonSources(List.copyOf(all), bound);
    }

    /** Every configured address that carries a login: files of its origin need it, whoever names them. */
    private static List<URI> logins(Project project, Environment environment) {
        return python(project, environment, Optional::empty).everything().stream()
                .map(Source::uri)
                .toList();
    }

    /** What this machine runs. */
    Platform platform() {
        return session.platform();
    }

    Environment environment() {
        return session.environment();
    }

    Progress progress() {
        return session.progress();
    }

    Store store() {
        return store;
    }

    Http http() {
        return http;
    }

    /** Bytes received so far. */
    long fetched() {
        return http.bytes().get();
    }

    DebianSources debianSources() {
        return debianSources.get();
    }

    /** The archive as it was opened before; the suite is the same throughout a command. */
    Optional<ArchiveSnapshot> opened(Platform platform) {
        return Optional.ofNullable(archives.get(platform));
    }

    void opened(Platform platform, ArchiveSnapshot archive) {
        archives.put(platform, archive);
    }

    Indexes indexes() {
        return indexes.get();
    }

    Fetcher fetcher() {
        return fetcher;
    }
}
