package dev.terrarium.cli.command;

import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.cli.terminal.Figures;
import dev.terrarium.json.Json;
import dev.terrarium.store.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code terrarium cache info}: where the store lies and what is in it. */
public final class CacheInfoCommand implements Command {
    @Override
    public Spec spec() {
        return new Spec(
                "cache info",
                "show where the store lies and how big it is",
                "The store holds everything that was fetched or made, so that it is fetched or made once. It lies in"
                        + " the directory that TERRARIUM_STORE names, else in `terrarium` in the user's cache folder."
                        + " It is never an input of a build: deleted, it costs time and nothing else.",
                List.of(),
                List.of(),
                List.of(
                        new Spec.Example("what the store holds", "cache info"),
                        new Spec.Example("the same for a program", "cache info --json")));
    }

    @Override
    public Result run(Arguments arguments, Session session) throws IOException {
        Path root = session.storeRoot();
        return new Info(root, Inventory.of(root));
    }

    /** The store, counted. */
    record Info(Path root, Inventory inventory) implements Result {
        @Override
        public String text() {
            var text = new StringBuilder("store        ").append(root).append('\n');
            line(text, "blobs", inventory.blobs());
            for (Map.Entry<String, Inventory.Amount> kind : inventory.records().entrySet()) {
                line(text, kind.getKey(), kind.getValue());
            }
            line(text, "images", inventory.images());
            line(text, "temporaries", inventory.temporaries());
            return text.append("together     ")
                    .append(Figures.bytes(inventory.bytes()))
                    .append('\n')
                    .toString();
        }

        private static void line(StringBuilder text, String name, Inventory.Amount amount) {
            text.append(name).append(" ".repeat(Math.max(1, 13 - name.length())));
            text.append(Figures.count(amount.count(), "file")).append("  ");
            text.append(Figures.bytes(amount.bytes())).append('\n');
        }

        @Override
        public Json.Members document() {
            var records = new ArrayList<Json.Members>();
            inventory
                    .records()
                    .forEach((kind, amount) -> records.add(amount(amount).with("kind", kind)));
            return Json.Members.EMPTY
                    .with("schema", "terrarium.cache-info/1")
                    .with("store", root.toString())
                    .with("bytes", inventory.bytes())
                    .with("blobs", amount(inventory.blobs()))
                    .with("records", Json.items(records))
                    .with("images", amount(inventory.images()))
                    .with("temporaries", amount(inventory.temporaries()));
        }

        private static Json.Members amount(Inventory.Amount amount) {
            return Json.Members.EMPTY.with("count", amount.count()).with("bytes", amount.bytes());
        }
    }
}
