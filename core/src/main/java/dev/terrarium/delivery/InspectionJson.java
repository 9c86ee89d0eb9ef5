package dev.terrarium.delivery;

import dev.terrarium.json.Json;
import dev.terrarium.oci.ContainerConfig;
import dev.terrarium.oci.Healthcheck;
import dev.terrarium.oci.History;
import java.time.Instant;
import java.util.List;

/** The members of {@code inspect --json}: additive only, since scripts read them. */
final class InspectionJson {
    private InspectionJson() {}

    static Json of(Inspection.OfPlatform image) {
        return Json.Members.EMPTY
                .with("platform", image.platform().toString())
                .with("manifest", image.manifest().toString())
                .with("config", image.config().toString())
                .with("size", image.size())
                .withText("created", image.created().map(Instant::toString))
                .with(
                        "layers",
                        Json.items(
                                image.layers().stream().map(InspectionJson::of).toList()))
                .with("container", of(image.container()))
                .with("commands", commands(image))
                .with("annotations", image.annotations())
                .with(
                        "history",
                        Json.items(
                                image.history().stream().map(InspectionJson::of).toList()));
    }

    private static Json.Members commands(Inspection.OfPlatform image) {
        Json.Members commands = Json.Members.EMPTY;
        for (var command : image.commands().entrySet()) {
            commands = commands.with(command.getKey(), command.getValue());
        }
        return commands;
    }

    private static Json of(Inspection.OfLayer layer) {
        return Json.Members.EMPTY
                .with("digest", layer.descriptor().digest().toString())
                .with("diffId", layer.diffId().toString())
                .with("mediaType", layer.descriptor().mediaType())
                .with("size", layer.descriptor().size())
                .withText("segment", layer.segment().map(Object::toString))
                .withText("madeBy", layer.madeBy());
    }

    private static Json of(ContainerConfig container) {
        return Json.Members.EMPTY
                .withText("user", container.user())
                .with("env", container.env())
                .with("entrypoint", container.entrypoint())
                .with("cmd", container.cmd())
                .withText("workingDir", container.workingDir())
                .with("exposedPorts", container.exposedPorts())
                .with("volumes", container.volumes())
                .withText("stopSignal", container.stopSignal())
                .with(
                        "healthcheck",
                        container.healthcheck().map(Healthcheck::test).orElse(List.of()))
                .with("labels", container.labels());
    }

    private static Json of(History line) {
        return Json.Members.EMPTY
                .withText("created", line.created().map(Instant::toString))
                .withText("createdBy", line.createdBy())
                .withText("comment", line.comment())
                .with("emptyLayer", line.emptyLayer());
    }
}
