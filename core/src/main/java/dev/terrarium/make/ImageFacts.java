package dev.terrarium.make;

import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Healthcheck;
import dev.terrarium.oci.record.BaseRecord;
import dev.terrarium.oci.record.BuilderRecord;
import dev.terrarium.oci.record.InterpreterRecord;
import dev.terrarium.oci.record.Segment;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What an image is besides its layers: how it starts, what it is called, what it was made from.
 *
 * @param created the commit's time or what stands in for it; never the clock
 * @param environment variables in the order in which they stand in the config, each with the segment that it belongs to
 * @param entrypoint and {@code command}: the argument vector, absolute program first
 * @param commands further ones, by the names under which the launcher knows them
 * @param labels besides those of the record
 */
public record ImageFacts(
        Instant created,
        Map<String, Variable> environment,
        List<String> entrypoint,
        List<String> command,
        String workingDirectory,
        String user,
        SortedSet<String> exposedPorts,
        String stopSignal,
        Optional<Healthcheck> healthcheck,
        SortedMap<String, List<String>> commands,
        SortedMap<String, String> labels,
        BaseRecord base,
        InterpreterRecord interpreter,
        Digest lock,
        Optional<Digest> projectLock,
        Digest source,
        Digest configuration,
        BuilderRecord builder) {
    /** A variable of the environment and the segment that needs it: it goes when the segment is replaced. */
    public record Variable(String value, Segment.Name segment) {}

    public ImageFacts {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        commands = Collections.unmodifiableSortedMap(new TreeMap<>(commands));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
}
