package dev.terrarium.cli.command;

import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Option;
import dev.terrarium.cli.line.Quantities;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.cli.terminal.Figures;
import dev.terrarium.json.Json;
import dev.terrarium.store.Lease;
import dev.terrarium.store.Pruning;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** {@code terrarium cache prune}: makes the store smaller. */
public final class CachePruneCommand implements Command {
    private static final Duration GRACE = Duration.ofHours(1);

    @Override
    public Spec spec() {
        return new Spec(
                "cache prune",
                "remove from the store what no named image needs",
                "Images that have a name in the store stay whole. Everything else that is older than an hour goes,"
                        + " the oldest first, and is fetched or made again when it is needed. Nothing is removed while"
                        + " another terrarium uses the store.",
                List.of(),
                List.of(
                        Option.value("older-than", "AGE", "30d", "remove only what was made longer ago (default: 1h)"),
                        Option.value("max-size", "SIZE", "10G", "stop as soon as the store is no bigger"),
                        Option.flag("dry-run", "say what would be removed, and remove nothing")),
                List.of(
                        new Spec.Example("everything that can be made again", "cache prune"),
                        new Spec.Example("in a nightly job", "cache prune --older-than 30d --max-size 10G")));
    }

    @Override
    public Result run(Arguments arguments, Session session) throws IOException {
        Duration age = arguments
                .value("older-than")
                .map(text -> Quantities.age("older-than", text))
                .orElse(GRACE);
        long enough = arguments
                .value("max-size")
                .map(text -> Quantities.bytes("max-size", text))
                .orElse(0L);
        boolean pretend = arguments.has("dry-run");
        Store store = session.store();
        try (var _ = Lease.exclusive(store)) {
            var pruning = new Pruning(store, pretend);
            return new Pruned(
                    pruning.prune(session.environment().clock().instant().minus(age), enough), pretend);
        }
    }

    /** What is gone. */
    record Pruned(Pruning.Removed removed, boolean pretended) implements Result {
        @Override
        public String text() {
            return (pretended ? "would remove " : "removed ")
                    + Figures.count(removed.blobs(), "blob") + ", "
                    + Figures.count(removed.records(), "record") + ", "
                    + Figures.count(removed.roots(), "unpacked system") + " and "
                    + (removed.temporaries() == 1 ? "1 temporary" : removed.temporaries() + " temporaries")
                    + ": " + Figures.bytes(removed.bytes()) + "; "
                    + Figures.bytes(removed.left()) + (pretended ? " would be left\n" : " left\n");
        }

        @Override
        public Json.Members document() {
            return Json.Members.EMPTY
                    .with("schema", "terrarium.cache-prune/1")
                    .with("dry-run", pretended)
                    .with("blobs", removed.blobs())
                    .with("records", removed.records())
                    .with("roots", removed.roots())
                    .with("temporaries", removed.temporaries())
                    .with("bytes", removed.bytes())
                    .with("left", removed.left());
        }
    }
}
