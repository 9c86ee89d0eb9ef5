package dev.terrarium.debian.source;

import dev.terrarium.debian.release.DebianKeys;
import dev.terrarium.debian.release.Fingerprint;
import dev.terrarium.debian.release.Keyring;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.http.ShownUri;
import dev.terrarium.io.Environment;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The archives that packages come from: the one with the suites and their updates, and the one with security updates.
 *
 * <p>Of an entry of apt only the address counts: its suite is the host's, and the image's may be another. No address is written
 * down in this program.
 *
 * @param archive for {@code trixie} and {@code trixie-updates}, the preferred first
 * @param security for {@code trixie-security}
 * @param ignored what of the configuration was passed over, and why, for {@code doctor}
 */
public record DebianSources(List<Location> archive, List<Location> security, List<String> ignored) {
    public DebianSources {
        archive = List.copyOf(archive);
        security = List.copyOf(security);
        ignored = List.copyOf(ignored);
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

    /**
     * The explicit archives, else the host's; when only the archive is named, the security updates are nobody's, since a host's
     * mirror of Debian has nothing to do with it.
     *
     * @throws UserError when what is named is no address, or its keys are not there
     */
    public static DebianSources of(Explicit explicit, Environment environment) {
        if (explicit.archive().isEmpty() && explicit.security().isEmpty()) {
            return ofHost(environment);
        }
        Keyring keyring = keyring(explicit, environment);
        Optional<String> origin = explicit.fingerprints().isEmpty() ? Optional.of("Debian") : Optional.empty();
        return new DebianSources(
                explicit.archive().stream()
                        .map(text -> new Location(address(text), keyring, origin, true, explicit.from()))
                        .toList(),
                explicit.security().stream()
                        .map(text -> new Location(address(text), keyring, origin, true, explicit.from()))
                        .toList(),
                List.of());
    }

    private static Keyring keyring(Explicit explicit, Environment environment) {
        var trusted = new TreeSet<Fingerprint>();
        for (String text : explicit.fingerprints()) {
            trusted.add(Fingerprint.parse(text)
                    .orElseThrow(() -> new UserError(
                            ErrorCode.CONFIGURATION_INVALID,
                            "`" + text + "` is not a key's fingerprint",
                            "write its 40 hexadecimal digits; a key ID of 8 or 16 can be forged")));
        }
        if (explicit.keyring().isEmpty()) {
            return trusted.isEmpty() ? new HostKeys(environment).debian() : Keyring.EMPTY;
        }
        Path file = environment.directory().resolve(explicit.keyring().get());
        Keyring keyring = HostKeys.read(file, trusted.isEmpty() ? DebianKeys.fingerprints() : trusted)
                .orElseThrow(() -> new UserError(
                        ErrorCode.CONFIGURATION_INVALID, "`" + file + "` is not there, or is no OpenPGP keyring"));
        if (keyring.isEmpty()) {
            throw new UserError(
                    ErrorCode.CONFIGURATION_INVALID,
                    "`" + file + "` holds none of the keys that are trusted",
                    trusted.isEmpty()
                            ? "for an archive of your own, name its key's fingerprint in sources.debian-fingerprints"
                            : "check sources.debian-fingerprints");
        }
        return keyring;
    }

    private static URI address(String text) {
        return parsed(text)
                .orElseThrow(() -> new UserError(
                        ErrorCode.CONFIGURATION_INVALID,
                        "a Debian source is not an address that begins with http:// or https://",
                        "write sources.debian as the archive's root, the directory that `dists` and `pool` are in"));
    }

    /** With a slash at the end; empty for what is not HTTP. */
    private static Optional<URI> parsed(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text : text + "/");
            boolean usable = uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return usable ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static DebianSources ofHost(Environment environment) {
        var apt = AptConfiguration.of(environment);
        var keys = new HostKeys(environment);
        var sources = new Collected(keys.debian(), new ArrayList<>(apt.ignored()));
        for (AptEntry entry : apt.entries()) {
            Optional<Keyring> own = entry.signedBy().map(keys::of);
            if (own.isPresent() && own.get().isEmpty()) {
                sources.ignored.add(entry.from() + ": signed by others than Debian");
            } else {
                sources.add(entry, own);
            }
        }
        return new DebianSources(
                List.copyOf(sources.archive), List.copyOf(sources.security), List.copyOf(sources.ignored));
    }

    private record Collected(
            Keyring debian, LinkedHashSet<Location> archive, LinkedHashSet<Location> security, List<String> ignored) {
        Collected(Keyring debian, List<String> ignored) {
            this(debian, new LinkedHashSet<>(), new LinkedHashSet<>(), ignored);
        }

        void add(AptEntry entry, Optional<Keyring> own) {
            for (String text : entry.uris()) {
                Optional<URI> uri = parsed(text);
                if (uri.isEmpty()) {
                    ignored.add(entry.from() + ": not an address that begins with http:// or https://");
                    continue;
                }
                var location = new Location(
                        uri.get(), own.orElse(debian), Optional.of("Debian"), own.isPresent(), entry.from());
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
        archive.forEach(location -> candidates.add(location.resolve(filename)));
        return List.copyOf(candidates);
    }

    /** What {@code doctor} prints, a line for each archive. */
    public List<String> describe() {
        var lines = new ArrayList<String>();
        archive.forEach(one -> lines.add("debian " + ShownUri.of(one.uri()) + " (" + one.from() + ")"));
        security.forEach(one -> lines.add("debian-security " + ShownUri.of(one.uri()) + " (" + one.from() + ")"));
        return lines;
    }
}
