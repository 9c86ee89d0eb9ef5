package dev.terrarium.debian.source;

import dev.terrarium.debian.MalformedControl;
import dev.terrarium.debian.release.DebianKeys;
import dev.terrarium.debian.release.Fingerprint;
import dev.terrarium.debian.release.Keyring;
import dev.terrarium.io.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds key material on the host: the keyrings of Debian's packages, and what an entry of apt names. */
final class HostKeys {
    private static final List<String> DEBIAN =
            List.of("/usr/share/keyrings/debian-archive-keyring.gpg", "/usr/share/keyrings/debian-archive-keyring.pgp");
    private static final String TRUSTED = "/etc/apt/trusted.gpg.d";
    private static final long LONGEST = 4 << 20;

    private final Environment environment;

    HostKeys(Environment environment) {
        this.environment = environment;
    }

    /** Debian's keys, wherever the host keeps them; empty when it has none. */
    Keyring debian() {
        for (String file : DEBIAN) {
            Optional<Keyring> keyring = read(environment.hostFile(file), DebianKeys.fingerprints());
            if (keyring.isPresent() && !keyring.get().isEmpty()) {
                return keyring.get();
            }
        }
        return all(trustedFiles(), DebianKeys.fingerprints());
    }

    /** Debian's keys among those that an entry names; what it names beside them is not for us. */
    Keyring of(String signedBy) {
        if (signedBy.contains("-----BEGIN")) {
            String armor = signedBy.strip()
                    .lines()
                    .map(line -> line.strip().equals(".") ? "" : line.strip())
                    .collect(Collectors.joining("\n", "", "\n"));
            return parsed(armor.getBytes(StandardCharsets.US_ASCII), DebianKeys.fingerprints())
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
            return all(files, DebianKeys.fingerprints());
        }
        named.retainAll(DebianKeys.fingerprints());
        return named.isEmpty()
                ? Keyring.EMPTY
                : all(
                        Stream.concat(DEBIAN.stream().map(environment::hostFile), trustedFiles().stream())
                                .toList(),
                        named);
    }

    private List<Path> trustedFiles() {
        try (Stream<Path> files = Files.list(environment.hostFile(TRUSTED))) {
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
        try {
            return Files.size(file) > LONGEST ? Optional.empty() : parsed(Files.readAllBytes(file), trusted);
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
