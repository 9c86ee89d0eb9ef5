package dev.terrarium.debian.source;

import java.util.List;
import java.util.Optional;

/**
 * One entry of apt's configuration for binary packages.
 *
 * @param uris as written
 * @param suites as written
 * @param signedBy files, fingerprints or a key in armor; empty when apt's own keyring serves
 * @param from file and line
 */
record AptEntry(List<String> uris, List<String> suites, Optional<String> signedBy, String from) {
    AptEntry {
        uris = List.copyOf(uris);
        suites = List.copyOf(suites);
    }
}
