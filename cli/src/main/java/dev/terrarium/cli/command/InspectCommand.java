package dev.terrarium.cli.command;

import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Operand;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.cli.terminal.Figures;
import dev.terrarium.delivery.ImageName;
import dev.terrarium.delivery.Inspection;
import dev.terrarium.json.Json;
import dev.terrarium.oci.ContainerConfig;
import dev.terrarium.store.Lease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code terrarium inspect}: what an image is, without reading its layers. */
public final class InspectCommand implements Command {
    @Override
    public Spec spec() {
        return new Spec(
                "inspect",
                "show what an image is made of and how it starts",
                "The image is named by " + ImageNames.GRAMMAR + ".",
                List.of(Operand.required("IMAGE", "the image")),
                List.of(),
                List.of(
                        new Spec.Example("an image in the store", "inspect shop:1.2"),
                        new Spec.Example("one in a layout, for a program", "inspect oci:out --json")));
    }

    @Override
    public Result run(Arguments arguments, Session session) throws IOException {
        ImageName name = ImageName.parse(arguments.operands().getFirst());
        try (var _ = Lease.shared(session.store())) {
            return new Inspected(Deliveries.of(session).inspect(name));
        }
    }

    /** The image, platform by platform. */
    record Inspected(Inspection inspection) implements Result {
        @Override
        public String text() {
            var text = new StringBuilder();
            line(text, "image", inspection.name());
            line(text, "digest", inspection.root().digest().toString());
            for (Inspection.OfPlatform platform : inspection.platforms()) {
                text.append('\n');
                platform(text, platform);
            }
            return text.toString();
        }

        private static void platform(StringBuilder text, Inspection.OfPlatform image) {
            ContainerConfig container = image.container();
            line(text, "platform", image.platform().toString());
            line(text, "manifest", image.manifest().toString());
            line(text, "size", Figures.bytes(image.size()));
            image.created().ifPresent(time -> line(text, "created", time.toString()));
            container.user().ifPresent(user -> line(text, "user", user));
            container.workingDir().ifPresent(directory -> line(text, "directory", directory));
            var words = new ArrayList<>(container.entrypoint());
            words.addAll(container.cmd());
            line(text, "starts", String.join(" ", words));
            image.commands().forEach((name, argv) -> line(text, "command", name + ": " + String.join(" ", argv)));
            container.healthcheck().ifPresent(check -> line(text, "healthy if", String.join(" ", check.command())));
            container.stopSignal().ifPresent(signal -> line(text, "stops by", signal));
            container.env().forEach(variable -> line(text, "variable", variable));
            for (Map.Entry<String, String> label : container.labels().entrySet()) {
                line(text, "label", label.getKey() + "=" + shortened(label.getValue()));
            }
            for (Inspection.OfLayer layer : image.layers()) {
                line(
                        text,
                        "layer",
                        layer.descriptor().digest() + "  "
                                + Figures.bytes(layer.descriptor().size())
                                + layer.segment().map(name -> "  " + name).orElse("")
                                + layer.madeBy()
                                        .map(how -> "  " + shortened(how))
                                        .orElse(""));
            }
        }

        private static void line(StringBuilder text, String name, String value) {
            text.append(name)
                    .append(" ".repeat(Math.max(1, 11 - name.length())))
                    .append(printable(value))
                    .append('\n');
        }

        /** Labels hold whole documents; whoever wants them asks for JSON. */
        private static String shortened(String value) {
            return value.length() <= 100 ? value : value.substring(0, 99) + "…";
        }

        /** An image comes from anywhere; its words must not move the cursor. */
        private static String printable(String value) {
            return value.replaceAll("\\p{Cntrl}", "\ufffd");
        }

        @Override
        public Json.Members document() {
            Json.Members document = Json.Members.EMPTY.with("schema", "terrarium.inspect/1");
            for (Map.Entry<String, Json> member : inspection.toJson().map().entrySet()) {
                document = document.with(member.getKey(), member.getValue());
            }
            return document;
        }
    }
}
