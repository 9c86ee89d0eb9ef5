package dev.terrarium.cli.command;

import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.cli.terminal.Figures;
import dev.terrarium.json.Json;
import dev.terrarium.store.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

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
            var amounts = new LinkedHashMap<String, Inventory.Amount>();
            amounts.put("blobs", inventory.blobs());
            inventory.records().forEach((kind, amount) -> amounts.put("  " + kind, amount));
            amounts.put("images", inventory.images());
            amounts.put("unpacked systems", inventory.roots());
            amounts.put("temporaries", inventory.temporaries());
            var text = new StringBuilder(padded("store")).append(root).append('\n');
            amounts.forEach((name, amount) -> text.append(padded(name))
                    .append(right(Figures.count(amount.count(), "file"), 13))
                    .append(right(Figures.bytes(amount.bytes()), 11))
                    .append('\n'));
            return text.append(padded("together"))
                    .append(right(Figures.bytes(inventory.bytes()), 24))
                    .append('\n')
                    .toString();
        }

        private static String padded(String name) {
            return name + " ".repeat(Math.max(1, 22 - name.length()));
        }

        private static String right(String text, int width) {
            return " ".repeat(Math.max(1, width - text.length())) + text;
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
                    .with("roots", amount(inventory.roots()))
                    .with("temporaries", amount(inventory.temporaries()));
        }

        private static Json.Members amount(Inventory.Amount amount) {
            return Json.Members.EMPTY.with("count", amount.count()).with("bytes", amount.bytes());
        }
    }
}
