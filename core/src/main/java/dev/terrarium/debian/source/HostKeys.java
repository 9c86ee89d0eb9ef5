package dev.terrarium.debian.source;

import dev.terrarium.debian.Distribution;
import dev.terrarium.debian.MalformedControl;
import dev.terrarium.debian.release.DebianKeys;
import dev.terrarium.debian.release.Fingerprint;
import dev.terrarium.debian.release.Keyring;
import dev.terrarium.debian.release.UbuntuKeys;
import dev.terrarium.io.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds key material on the host: the keyrings of a distribution's packages, and what an entry of apt names. */
final class HostKeys {
    private static final String KEYRINGS = "/usr/share/keyrings";
    private static final String TRUSTED = "/etc/apt/trusted.gpg.d";
    private static final long LONGEST = 4 << 20;

    private final Environment environment;
    private final List<String> packaged;
    private final SortedSet<Fingerprint> fingerprints;

    HostKeys(Environment environment, Distribution distribution) {
        this.environment = environment;
        String keyring = KEYRINGS + "/" + distribution.id() + "-archive-keyring";
        this.packaged = List.of(keyring + ".gpg", keyring + ".pgp");
        this.fingerprints = fingerprints(distribution);
    }

    /** The keys that sign a distribution's archive. */
    static SortedSet<Fingerprint> fingerprints(Distribution distribution) {
        return switch (distribution) {
            case DEBIAN -> DebianKeys.fingerprints();
            case UBUNTU -> UbuntuKeys.fingerprints();
        };
    }

    /** The distribution's keys, wherever the host keeps them; empty when it has none. */
    Keyring own() {
        for (String file : packaged) {
            Optional<Keyring> keyring = read(environment.hostFile(file), fingerprints);
            if (keyring.isPresent() && !keyring.get().isEmpty()) {
                return keyring.get();
            }
        }
        return all(files(environment, TRUSTED), fingerprints);
    }

    /** Keys by their fingerprints, from every keyring that the host has. */
    static Keyring everywhere(Environment environment, Collection<Fingerprint> wanted) {
        var all = new ArrayList<>(files(environment, KEYRINGS));
        all.addAll(files(environment, "/etc/apt/keyrings"));
        all.addAll(files(environment, TRUSTED));
        return wanted.isEmpty() ? Keyring.EMPTY : all(all, wanted);
    }

    /** The distribution's keys among those that an entry names; what it names beside them is not for us. */
    Keyring of(String signedBy) {
        if (signedBy.contains("-----BEGIN")) {
            String armor = signedBy.strip()
                    .lines()
                    .map(line -> line.strip().equals(".") ? "" : line.strip())
                    .collect(Collectors.joining("\n", "", "\n"));
            return parsed(armor.getBytes(StandardCharsets.US_ASCII), fingerprints)
                    .orElse(Keyring.EMPTY);
        }
        var files = new ArrayList<Path>();
        var named = new ArrayList<Fingerprint>();
        for (String word : signedBy.strip().split("[\\s,]+")) {
            if (word.startsWith("/")) {
                files.add(environment.hostFile(word));
            } else {
                Fingerprint.parse(word).ifPresent(named::add);
            }
        }
        if (!files.isEmpty()) {
            return all(files, fingerprints);
        }
        named.retainAll(fingerprints);
        return named.isEmpty()
                ? Keyring.EMPTY
                : all(
                        Stream.concat(
                                        packaged.stream().map(environment::hostFile),
                                        files(environment, TRUSTED).stream())
                                .toList(),
                        named);
    }

    private static List<Path> files(Environment environment, String directory) {
        try (Stream<Path> files = Files.list(environment.hostFile(directory))) {
            return files.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Keyring all(List<Path> files, Collection<Fingerprint> trusted) {
        Keyring keys = Keyring.EMPTY;
        for (Path file : files) {
            keys = keys.and(read(file, trusted).orElse(Keyring.EMPTY));
        }
        return keys;
    }

    static Optional<Keyring> read(Path file, Collection<Fingerprint> trusted) {
        return bytes(file).flatMap(bytes -> parsed(bytes, trusted));
    }

    /** Every key of a file that somebody named in order to trust it. */
    static Optional<Keyring> readWhole(Path file) {
        return bytes(file).flatMap(bytes -> {
            try {
                return Optional.of(Keyring.readWhole(bytes));
            } catch (MalformedControl e) {
                return Optional.empty();
            }
        });
    }

    private static Optional<byte[]> bytes(Path file) {
        try {
            return Files.size(file) > LONGEST ? Optional.empty() : Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Keyring> parsed(byte[] bytes, Collection<Fingerprint> trusted) {
        try {
            return Optional.of(Keyring.read(bytes, trusted));
        } catch (MalformedControl e) {
            return Optional.empty();
        }
    }
}
