package dev.terrarium.oci;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonNode;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a container of the image is started, unless whoever starts it says otherwise: the member {@code config} of the config.
 *
 * @param env {@code NAME=value}, in order
 * @param exposedPorts {@code 8000/tcp}; a word to readers, nothing is opened by it
 */
public record ContainerConfig(
        Optional<String> user,
        SortedSet<String> exposedPorts,
        List<String> env,
        List<String> entrypoint,
        List<String> cmd,
        SortedSet<String> volumes,
        Optional<String> workingDir,
        SortedMap<String, String> labels,
        Optional<String> stopSignal,
        Optional<Healthcheck> healthcheck) {
    public static final ContainerConfig EMPTY = new ContainerConfig(
            Optional.empty(),
            new TreeSet<>(),
            List.of(),
            List.of(),
            List.of(),
            new TreeSet<>(),
            Optional.empty(),
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty());

    public ContainerConfig {
        exposedPorts = Collections.unmodifiableSortedSet(new TreeSet<>(exposedPorts));
        env = List.copyOf(env);
        entrypoint = List.copyOf(entrypoint);
        cmd = List.copyOf(cmd);
        volumes = Collections.unmodifiableSortedSet(new TreeSet<>(volumes));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    public ContainerConfig withUser(String other) {
        return new ContainerConfig(
                Optional.of(other),
                exposedPorts,
                env,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                labels,
                stopSignal,
                healthcheck);
    }

    public ContainerConfig withLabels(SortedMap<String, String> others) {
        return new ContainerConfig(
                user, exposedPorts, env, entrypoint, cmd, volumes, workingDir, others, stopSignal, healthcheck);
    }

    public ContainerConfig withExposedPorts(Collection<String> others) {
        return new ContainerConfig(
                user,
                new TreeSet<>(others),
                env,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                labels,
                stopSignal,
                healthcheck);
    }

    public ContainerConfig withEnv(List<String> others) {
        return new ContainerConfig(
                user, exposedPorts, others, entrypoint, cmd, volumes, workingDir, labels, stopSignal, healthcheck);
    }

    public ContainerConfig withEntrypoint(List<String> others) {
        return new ContainerConfig(
                user, exposedPorts, env, others, cmd, volumes, workingDir, labels, stopSignal, healthcheck);
    }

    public ContainerConfig withCmd(List<String> others) {
        return new ContainerConfig(
                user, exposedPorts, env, entrypoint, others, volumes, workingDir, labels, stopSignal, healthcheck);
    }

    public ContainerConfig withWorkingDir(String other) {
        return new ContainerConfig(
                user, exposedPorts, env, entrypoint, cmd, volumes, Optional.of(other), labels, stopSignal, healthcheck);
    }

    public ContainerConfig withLabels(Map<String, String> others) {
        return new ContainerConfig(
                user,
                exposedPorts,
                env,
                entrypoint,
                cmd,
                volumes,
                workingDir,
                new TreeMap<>(others),
                stopSignal,
                healthcheck);
    }

    public ContainerConfig withStopSignal(String other) {
        return new ContainerConfig(
                user, exposedPorts, env, entrypoint, cmd, volumes, workingDir, labels, Optional.of(other), healthcheck);
    }

    public ContainerConfig withHealthcheck(Healthcheck other) {
        return new ContainerConfig(
                user, exposedPorts, env, entrypoint, cmd, volumes, workingDir, labels, stopSignal, Optional.of(other));
    }

    static ContainerConfig parse(JsonNode node) throws JsonInvalid {
        return new ContainerConfig(
                nonEmpty(node.textOf("User")),
                namesOf(node, "ExposedPorts"),
                node.textsOf("Env"),
                node.textsOf("Entrypoint"),
                node.textsOf("Cmd"),
                namesOf(node, "Volumes"),
                nonEmpty(node.textOf("WorkingDir")),
                new TreeMap<>(node.mapOf("Labels")),
                nonEmpty(node.textOf("StopSignal")),
                Healthcheck.parse(node.member("Healthcheck")));
    }

    private static Optional<String> nonEmpty(Optional<String> text) {
        return text.filter(value -> !value.isEmpty());
    }

    private static SortedSet<String> namesOf(JsonNode node, String name) throws JsonInvalid {
        Optional<JsonNode> member = node.member(name);
        return member.isPresent() ? new TreeSet<>(member.get().members().keySet()) : new TreeSet<>();
    }

    Json toJson() {
        Json.Members members = Json.Members.EMPTY
                .withText("User", user)
                .withUnlessEmpty("Env", env)
                .withUnlessEmpty("Entrypoint", entrypoint)
                .withUnlessEmpty("Cmd", cmd)
                .withText("WorkingDir", workingDir)
                .withUnlessEmpty("Labels", labels)
                .withText("StopSignal", stopSignal);
        members = healthcheck.isEmpty()
                ? members
                : members.with("Healthcheck", healthcheck.get().toJson());
        members = exposedPorts.isEmpty() ? members : members.with("ExposedPorts", asSet(exposedPorts));
        return volumes.isEmpty() ? members : members.with("Volumes", asSet(volumes));
    }

    private static Json asSet(SortedSet<String> names) {
        var members = new LinkedHashMap<String, Json>();
        names.forEach(name -> members.put(name, Json.Members.EMPTY));
        return new Json.Members(members);
    }
}
