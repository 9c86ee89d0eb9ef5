package dev.terrarium.cli.build;

import dev.terrarium.debian.Distribution;
import dev.terrarium.debian.Suite;
import dev.terrarium.debian.release.Fingerprint;
import dev.terrarium.debian.source.DebianSources;
import dev.terrarium.debian.source.Location;
import dev.terrarium.debian.source.Repository;
import dev.terrarium.interpreter.DebianInterpreter;
import dev.terrarium.io.Environment;
import dev.terrarium.project.Project;
import dev.terrarium.project.configuration.Configuration;
import dev.terrarium.project.configuration.DistributionSources;
import dev.terrarium.project.configuration.RepositoryTable;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where the packages of a project's operating system come from: what the project names, or the command line in its stead, else what
 * the host's apt does; and the repositories beside them.
 */
record SystemSources(Project project, Environment environment) {
    private static final String TABLE = "[tool.terrarium.sources]";

    /** @param named the archive that the command line names, if it does */
    DebianSources of(Optional<URI> named) {
        Distribution distribution = Suite.of(PythonChoice.of(project).suite()).distribution();
        DebianSources own = named.isEmpty()
                        && distribution == Distribution.DEBIAN
                        && !ownTables().isEmpty()
                ? ofTables()
                : DebianSources.of(distribution, explicit(distribution, named), environment);
        return own.withRepositories(tables().stream()
                .filter(table -> table.suite().isPresent())
                .map(this::repository)
                .toList());
    }

    private List<RepositoryTable> tables() {
        return project.configuration().sources().repositories();
    }

    private List<RepositoryTable> ownTables() {
        return tables().stream().filter(table -> table.suite().isEmpty()).toList();
    }

    private DebianSources.Explicit explicit(Distribution distribution, Optional<URI> named) {
        DistributionSources configured = configured(distribution);
        Optional<String> archive = named.map(URI::toString);
        return new DebianSources.Explicit(
                archive.or(configured::archive),
                configured.security(),
                configured.keyring().map(path -> project.directory().resolve(path)),
                configured.fingerprints(),
                archive.isPresent() ? "--source" : TABLE);
    }

    /** Debian's archive as several tables name it; the security updates are named beside them. */
    private DebianSources ofTables() {
        var nothing = explicit(Distribution.DEBIAN, Optional.empty());
        List<Location> archive = ownTables().stream()
                .map(table -> table.keys().isEmpty()
                        ? DebianSources.location(Distribution.DEBIAN, table.url(), nothing, environment)
                        : Repository.of(
                                        table.name(),
                                        table.url(),
                                        "",
                                        table.components(),
                                        keys(table),
                                        new TreeSet<>(),
                                        environment)
                                .location())
                .toList();
        List<Location> security = nothing.security().stream()
                .map(address -> DebianSources.location(Distribution.DEBIAN, address, nothing, environment))
                .toList();
        return new DebianSources(Distribution.DEBIAN, archive, security, List.of(), List.of());
    }

    private Repository repository(RepositoryTable table) {
        var replaces = new TreeSet<>(table.replaces());
        if (project.configuration().interpreter().source().equals(Optional.of(table.name()))) {
            replaces.addAll(DebianInterpreter.names(PythonChoice.of(project).python()));
        }
        return Repository.of(
                table.name(),
                table.url(),
                table.suite().orElseThrow(),
                table.components(),
                keys(table),
                replaces,
                environment);
    }

    private List<String> keys(RepositoryTable table) {
        return table.keys().stream()
                .map(key -> Fingerprint.parse(key).isPresent()
                        ? key
                        : project.directory().resolve(key).toString())
                .toList();
    }

    private DistributionSources configured(Distribution distribution) {
        Configuration.Sources sources = project.configuration().sources();
        return switch (distribution) {
            case DEBIAN -> sources.debian();
            case UBUNTU -> sources.ubuntu();
        };
    }
}
