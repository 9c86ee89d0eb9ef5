package dev.terrarium.lock;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.http.ShownUri;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Target;
import dev.terrarium.python.Version;
import dev.terrarium.python.index.Indexes;
import dev.terrarium.python.lockfile.ChosenWheel;
import dev.terrarium.python.lockfile.FileNames;
import dev.terrarium.python.lockfile.LockedPackage;
import dev.terrarium.python.lockfile.LockedPackages;
import dev.terrarium.python.lockfile.WheelChoice;
import dev.terrarium.store.Records;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which wheels go in for a target; answered once for each selection of a lock.
 *
 * <p>A requirements file has hashes and no names of files: those are on the pages of an index, which must not be asked again by a
 * build that changes nothing, nor by one that is offline. So the answer is remembered by everything that it follows from.
 */
public final class WheelSelection {
    private final Store store;
    private final Records records;
    private final Supplier<Indexes> indexes;

    /** @param indexes asked for only when names of files are missing */
    public WheelSelection(Store store, Supplier<Indexes> indexes) {
        this.store = store;
        this.records = store.records("wheel-choice", 1);
        this.indexes = indexes;
    }

    /** The wheels, sorted by name. */
    public List<ChosenWheel> choose(LockedPackages locked, Target target) throws InterruptedException {
        if (!locked.needIndex()) {
            return WheelChoice.choose(locked, target);
        }
        Digest key = key(locked, target);
        try {
            Optional<List<ChosenWheel>> known =
                    records.find(key).flatMap(bytes -> parse(new String(bytes, StandardCharsets.UTF_8)));
            if (known.isPresent()) {
                return known.get();
            }
            List<ChosenWheel> chosen = WheelChoice.choose(FileNames.complete(locked, indexes.get()), target);
            records.replace(key, text(chosen).getBytes(StandardCharsets.UTF_8));
            return chosen;
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(
                            ErrorCode.DISK_FAILED,
                            "the store `" + store.root() + "` cannot be used: " + e.getMessage(),
                            "check its space and its permissions"),
                    e);
        }
    }

    private static Digest key(LockedPackages locked, Target target) {
        var text = new StringBuilder(target + " " + target.python() + "\n");
        for (LockedPackage one : locked.packages()) {
            text.append(one.name()).append(' ').append(one.version()).append(' ');
            text.append(one.offer()).append('\n');
        }
        return Digest.ofBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String text(List<ChosenWheel> chosen) {
        return chosen.stream()
                .map(wheel -> String.join(
                                "\t",
                                wheel.name().text(),
                                wheel.version().original(),
                                wheel.filename(),
                                wheel.sha256().hex(),
                                wheel.size().isPresent()
                                        ? Long.toString(wheel.size().getAsLong())
                                        : "",
                                wheel.urls().stream()
                                        .map(ShownUri::withoutUser)
                                        .map(URI::toString)
                                        .collect(Collectors.joining(" ")),
                                wheel.dependencies().stream()
                                        .map(PackageName::text)
                                        .collect(Collectors.joining(" ")))
                        + "\n")
                .collect(Collectors.joining());
    }

    private static Optional<List<ChosenWheel>> parse(String text) {
        var chosen = new ArrayList<ChosenWheel>();
        for (String line : text.lines().toList()) {
            String[] fields = line.split("\t", -1);
            if (fields.length != 7) {
                return Optional.empty();
            }
            chosen.add(new ChosenWheel(
                    PackageName.of(fields[0]),
                    Version.of(fields[1]),
                    fields[2],
                    new Digest(fields[3]),
                    fields[4].isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[4])),
                    words(fields[5]).stream().map(URI::create).toList(),
                    words(fields[6]).stream().map(PackageName::of).toList()));
        }
        return Optional.of(chosen);
    }

    private static List<String> words(String field) {
        return field.isEmpty() ? List.of() : List.of(field.split(" "));
    }
}
