package dev.terrarium.debian.source;

import dev.terrarium.debian.Distribution;
import dev.terrarium.debian.release.Fingerprint;
import dev.terrarium.debian.release.Keyring;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.http.ShownUri;
import dev.terrarium.io.Environment;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The archives that packages come from: the one with the suites and their updates, the one with security updates, and those of
 * others.
 *
 * <p>Of an entry of apt only the address counts: its suite is the host's, and the image's may be another. No address is written
 * down in this program.
 *
 * @param distribution whose archives these are
 * @param archive for {@code trixie} and {@code trixie-updates}, the preferred first
 * @param security for {@code trixie-security}
 * @param repositories those of others, beside them
 * @param ignored what of the configuration was passed over, and why, for {@code doctor}
 */
public record DebianSources(
        Distribution distribution,
        List<Location> archive,
        List<Location> security,
        List<Repository> repositories,
        List<String> ignored) {
    public DebianSources {
        archive = List.copyOf(archive);
        security = List.copyOf(security);
        repositories = List.copyOf(repositories);
        ignored = List.copyOf(ignored);
    }

    /** Those of Debian itself, and no others. */
    public DebianSources(List<Location> archive, List<Location> security, List<String> ignored) {
        this(Distribution.DEBIAN, archive, security, List.of(), ignored);
    }

    /** These repositories beside the distribution's own archives. */
    public DebianSources withRepositories(List<Repository> others) {
        return new DebianSources(distribution, archive, security, others, ignored);
    }

    /** These archives, in their order, instead of the distribution's one. */
    public DebianSources withArchive(List<Location> others) {
        return new DebianSources(distribution, others, security, repositories, ignored);
    }

    /** What the project or the command line names; empty parts are the host's. */
    public record Explicit(
            Optional<String> archive,
            Optional<String> security,
            Optional<Path> keyring,
            Collection<String> fingerprints,
            String from) {
        public static final Explicit NOTHING =
                new Explicit(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), "");
    }

    /** The same for Debian. */
    public static DebianSources of(Explicit explicit, Environment environment) {
        return of(Distribution.DEBIAN, explicit, environment);
    }

    /**
     * The explicit archives, else the host's; when only the archive is named, the security updates are nobody's, since a host's
     * mirror of Debian has nothing to do with it. Ubuntu has its security updates in the archive itself as well.
     *
     * @throws UserError when what is named is no address, or its keys are not there
     */
    public static DebianSources of(Distribution distribution, Explicit explicit, Environment environment) {
        if (explicit.archive().isEmpty() && explicit.security().isEmpty()) {
            return ofHost(distribution, environment);
        }
        List<Location> archive = explicit.archive().stream()
                .map(text -> location(distribution, text, explicit, environment))
                .toList();
        List<Location> security = explicit.security().stream()
                .map(text -> location(distribution, text, explicit, environment))
                .toList();
        return new DebianSources(
                distribution,
                archive,
                security.isEmpty() && distribution == Distribution.UBUNTU ? archive : security,
                List.of(),
                List.of());
    }

    /** One archive of a distribution, vouched for by the distribution's keys or by those that are named. */
    public static Location location(
            Distribution distribution, String address, Explicit explicit, Environment environment) {
        Keyring keyring = keyring(distribution, explicit, environment);
        Optional<String> origin =
                explicit.fingerprints().isEmpty() ? Optional.of(distribution.origin()) : Optional.empty();
        return new Location(
                Addresses.required(address, "a " + distribution.origin() + " source"),
                keyring,
                origin,
                true,
                explicit.from());
    }

    private static Keyring keyring(Distribution distribution, Explicit explicit, Environment environment) {
        var trusted = new TreeSet<Fingerprint>();
        for (String text : explicit.fingerprints()) {
            trusted.add(Fingerprint.parse(text)
                    .orElseThrow(() -> new UserError(
                            ErrorCode.CONFIGURATION_INVALID,
                            "`" + text + "` is not a key's fingerprint",
                            "write its 40 hexadecimal digits; a key ID of 8 or 16 can be forged")));
        }
        if (explicit.keyring().isEmpty()) {
            return trusted.isEmpty() ? new HostKeys(environment, distribution).own() : Keyring.EMPTY;
        }
        Path file = environment.directory().resolve(explicit.keyring().get());
        Keyring keyring = HostKeys.read(file, trusted.isEmpty() ? HostKeys.fingerprints(distribution) : trusted)
                .orElseThrow(() -> new UserError(
                        ErrorCode.CONFIGURATION_INVALID, "`" + file + "` is not there, or is no OpenPGP keyring"));
        if (keyring.isEmpty()) {
            throw new UserError(
                    ErrorCode.CONFIGURATION_INVALID,
                    "`" + file + "` holds none of the keys that are trusted",
                    trusted.isEmpty()
                            ? "for an archive of your own, name its key's fingerprint in sources." + distribution.id()
                                    + "-fingerprints"
                            : "check sources." + distribution.id() + "-fingerprints");
        }
        return keyring;
    }

    private static DebianSources ofHost(Distribution distribution, Environment environment) {
        var apt = AptConfiguration.of(environment);
        var keys = new HostKeys(environment, distribution);
        var sources = new Collected(distribution, keys.own(), new ArrayList<>(apt.ignored()));
        for (AptEntry entry : apt.entries()) {
            Optional<Keyring> own = entry.signedBy().map(keys::of);
            if (own.isPresent() && own.get().isEmpty()) {
                sources.ignored.add(entry.from() + ": signed by others than " + distribution.origin());
            } else {
                sources.add(entry, own);
            }
        }
        return new DebianSources(
                distribution,
                List.copyOf(sources.archive),
                List.copyOf(sources.security),
                List.of(),
                List.copyOf(sources.ignored));
    }

    private record Collected(
            Distribution distribution,
            Keyring keyring,
            LinkedHashSet<Location> archive,
            LinkedHashSet<Location> security,
            List<String> ignored) {
        Collected(Distribution distribution, Keyring keyring, List<String> ignored) {
            this(distribution, keyring, new LinkedHashSet<>(), new LinkedHashSet<>(), ignored);
        }

        void add(AptEntry entry, Optional<Keyring> own) {
            for (String text : entry.uris()) {
                Optional<URI> uri = Addresses.parse(text);
                if (uri.isEmpty()) {
                    ignored.add(entry.from() + ": not an address that begins with http:// or https://");
                    continue;
                }
                var location = new Location(
                        uri.get(),
                        own.orElse(keyring),
                        Optional.of(distribution.origin()),
                        own.isPresent(),
                        entry.from());
                for (String suite : entry.suites()) {
                    if (!suite.endsWith("/")) {
                        addOnce(suite.endsWith("-security") ? security : archive, location);
                    }
                }
            }
        }

        private static void addOnce(LinkedHashSet<Location> to, Location location) {
            if (to.stream().noneMatch(known -> known.uri().equals(location.uri()))) {
                to.add(location);
            }
        }
    }

    /** The archives that have a suite. */
    public List<Location> locations(String suite) {
        if (Repository.isLabel(suite)) {
            return repositories.stream()
                    .filter(repository -> repository.label().equals(suite))
                    .map(Repository::location)
                    .toList();
        }
        return suite.endsWith("-security") ? security : archive;
    }

    /**
     * Where a package may be had now: in the archives of its suite, then in the others.
     *
     * @param filename relative to an archive's root
     */
    public List<URI> candidates(String suite, String filename) {
        var candidates = new LinkedHashSet<URI>();
        locations(suite).forEach(location -> candidates.add(location.resolve(filename)));
        if (!Repository.isLabel(suite)) {
            archive.forEach(location -> candidates.add(location.resolve(filename)));
        }
        return List.copyOf(candidates);
    }

    /** What {@code doctor} prints, a line for each archive. */
    public List<String> describe() {
        var lines = new ArrayList<String>();
        archive.forEach(one -> lines.add(distribution.id() + " " + ShownUri.of(one.uri()) + " (" + one.from() + ")"));
        security.forEach(
                one -> lines.add(distribution.id() + "-security " + ShownUri.of(one.uri()) + " (" + one.from() + ")"));
        repositories.forEach(one -> lines.add(one.label() + " "
                + ShownUri.of(one.location().uri()) + " (" + one.location().from() + ")"));
        return lines;
    }
}
