package dev.terrarium.debian.source;

import dev.terrarium.debian.release.Fingerprint;
import dev.terrarium.debian.release.Keyring;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An archive of somebody's packages beside the distribution's own: newer interpreters, a vendor's libraries, a company's packages.
 *
 * <p>Unlike in apt it replaces nothing unless it is told to: a package that the distribution has comes from the distribution,
 * whoever has a newer version. A repository is trusted for what it was configured for, and not for the C library.
 *
 * @param name what the project calls it; stands in locks and messages
 * @param suite as it stands in its paths
 * @param components the parts of it that are read
 * @param replaces packages that come from here even if the distribution has them
 */
public record Repository(
        String name, String suite, List<String> components, SortedSet<String> replaces, Location location) {
    private static final String BETWEEN = "/";

    public Repository {
        components = List.copyOf(components);
        replaces = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(replaces));
    }

    /** What stands for a suite of it in locks: {@code deadsnakes/jammy}. No suite of a distribution has such a name. */
    public String label() {
        return name + BETWEEN + suite;
    }

    /** Whether a suite's name is that of a repository's. */
    public static boolean isLabel(String suite) {
        return suite.contains(BETWEEN);
    }

    /** The repository's name in a label; what is no label is a distribution's, and has none. */
    public static String nameIn(String label) {
        return label.substring(0, Math.max(0, label.indexOf(BETWEEN)));
    }

    /** The suite in a label, or what is none as it is. */
    public static String suiteIn(String label) {
        return label.substring(label.indexOf(BETWEEN) + 1);
    }

    /**
     * Who vouches for a repository: keys in files of the project, all of them or those with the given fingerprints; fingerprints
     * alone stand for keys that the host has.
     *
     * @param keys paths from the working directory, and fingerprints
     * @throws UserError when there is no such key
     */
    static Keyring keyring(String name, List<String> keys, Environment environment) {
        var files = new ArrayList<Path>();
        var trusted = new TreeSet<Fingerprint>();
        for (String key : keys) {
            Fingerprint.parse(key)
                    .ifPresentOrElse(
                            trusted::add,
                            () -> files.add(environment.directory().resolve(key)));
        }
        Keyring keyring = Keyring.EMPTY;
        for (Path file : files) {
            keyring = keyring.and((trusted.isEmpty() ? HostKeys.readWhole(file) : HostKeys.read(file, trusted))
                    .orElseThrow(() -> new UserError(
                            ErrorCode.CONFIGURATION_INVALID,
                            "`" + file + "`, the key of `" + name + "`, is not there, or is no OpenPGP keyring")));
        }
        if (files.isEmpty()) {
            keyring = HostKeys.everywhere(environment, trusted);
        }
        if (keyring.isEmpty()) {
            throw new UserError(
                    ErrorCode.CONFIGURATION_INVALID,
                    "no key is at hand that may vouch for `" + name + "`: " + String.join(", ", keys),
                    "put the repository's public key into a file of the project, and name that in its `key`");
        }
        return keyring;
    }

    /**
     * One as it is configured.
     *
     * @param keys paths from the working directory, and fingerprints
     * @throws UserError when it has no address or no key
     */
    public static Repository of(
            String name,
            String url,
            String suite,
            List<String> components,
            List<String> keys,
            SortedSet<String> replaces,
            Environment environment) {
        URI uri = Addresses.required(url, "`" + name + "`");
        var location = new Location(
                uri, keyring(name, keys, environment), java.util.Optional.empty(), true, "[tool.terrarium.sources]");
        return new Repository(name, suite, components, replaces, location);
    }
}
