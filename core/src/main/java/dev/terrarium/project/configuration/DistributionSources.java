package dev.terrarium.project.configuration;

import java.util.List;
import java.util.Optional;

/**
 * Where a distribution's packages come from, as far as the project says.
 *
 * @param archive the directory that holds {@code dists} and {@code pool}
 * @param keyring a path relative to the project
 * @param snapshot an address with {@code {timestamp}} or {@code {sha256}}
 */
public record DistributionSources(
        Optional<String> archive,
        Optional<String> security,
        Optional<String> keyring,
        List<String> fingerprints,
        Optional<String> snapshot) {
    static final DistributionSources NONE =
            new DistributionSources(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public DistributionSources {
        fingerprints = List.copyOf(fingerprints);
    }

    DistributionSources seenFrom(String folder) {
        return new DistributionSources(
                archive, security, keyring.map(path -> Names.seenFrom(folder, path)), fingerprints, snapshot);
    }
}
