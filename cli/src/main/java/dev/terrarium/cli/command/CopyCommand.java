package dev.terrarium.cli.command;

import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Operand;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.cli.terminal.Figures;
import dev.terrarium.delivery.ImageName;
import dev.terrarium.delivery.Receipt;
import dev.terrarium.io.Progress;
import dev.terrarium.json.Json;
import dev.terrarium.store.Lease;
import java.io.IOException;
import java.util.List;

/** {@code terrarium copy}: an image from any place to any other, as it is. */
public final class CopyCommand implements Command {
    @Override
    public Spec spec() {
        return new Spec(
                "copy",
                "bring an image from one place to another",
                "An image is named by " + ImageNames.GRAMMAR
                        + ". It keeps its digest wherever manifests are kept. In an"
                        + " existing layout its tag is replaced, and other tags stay.",
                List.of(
                        Operand.required("SRC", "the image"),
                        Operand.required("DST", "where it is to be, by its type and name")),
                List.of(),
                List.of(
                        new Spec.Example(
                                "from the store into a running Docker engine", "copy shop:1.2 docker:shop:1.2"),
                        new Spec.Example("for another machine", "copy store:shop:1.2 docker-archive:shop.tar"),
                        new Spec.Example("a layout into the store", "copy oci:out store:shop:1.2")));
    }

    @Override
    public Result run(Arguments arguments, Session session) throws IOException {
        ImageName from = ImageName.parse(arguments.operands().get(0));
        ImageName to = ImageName.parse(arguments.operands().get(1));
        try (var _ = Lease.shared(session.store());
                Progress.Step step = session.progress().begin("copy", from + " → " + to)) {
            Receipt receipt = Deliveries.of(session).copy(from, to);
            step.advance(receipt.written());
            step.outcome("");
            return new Copied(from.toString(), receipt);
        }
    }

    /** Where it is now. */
    record Copied(String from, Receipt receipt) implements Result {
        @Override
        public String text() {
            return receipt.place() + "  " + receipt.digest() + "  "
                    + (receipt.written() == 0 ? "was there already" : Figures.bytes(receipt.written()) + " written")
                    + "\n";
        }

        @Override
        public Json.Members document() {
            return Json.Members.EMPTY
                    .with("schema", "terrarium.copy/1")
                    .with("source", from)
                    .with("place", receipt.place())
                    .with("digest", receipt.digest().toString())
                    .with("written", receipt.written());
        }
    }
}
