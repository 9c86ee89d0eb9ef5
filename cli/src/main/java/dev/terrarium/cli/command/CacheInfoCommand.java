package dev.terrarium.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.cli.terminal.Figures;
import dev.terrarium.store.Inventory;
import java.io.IOException;
import java.nio.file.Path;
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
        public JsonObject document() {
            var document = new JsonObject();
            document.addProperty("schema", "terrarium.cache-info/1");
            document.addProperty("store", root.toString());
            document.addProperty("bytes", inventory.bytes());
            document.add("blobs", amount(inventory.blobs()));
            var records = new JsonArray();
            inventory.records().forEach((kind, amount) -> {
                JsonObject object = amount(amount);
                object.addProperty("kind", kind);
                records.add(object);
            });
            document.add("records", records);
            document.add("images", amount(inventory.images()));
            document.add("temporaries", amount(inventory.temporaries()));
            return document;
        }

        private static JsonObject amount(Inventory.Amount amount) {
            var object = new JsonObject();
            object.addProperty("count", amount.count());
            object.addProperty("bytes", amount.bytes());
            return object;
        }
    }
}
