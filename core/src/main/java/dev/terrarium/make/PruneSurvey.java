package dev.terrarium.make;

import dev.terrarium.oci.Digest;
import dev.terrarium.plan.Planner.Dependency;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.python.prune.PruneFacts;
import dev.terrarium.python.prune.PruneRule;
import dev.terrarium.python.prune.PruneScan;
import dev.terrarium.python.prune.Pruning;
import dev.terrarium.python.wheel.InstalledWheel;
import dev.terrarium.python.wheel.WheelInstall;
import dev.terrarium.store.Records;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds out what of an image's wheels can be pruned: each wheel is read once ever, the project's sources each time. */
public final class PruneSurvey {
    private final Fetcher fetcher;
    private final WheelTrees wheels;
    private final Contents contents;
    private final Records records;

    public PruneSurvey(Store store, Fetcher fetcher, WheelTrees wheels) {
        this.fetcher = fetcher;
        this.wheels = wheels;
        this.contents = new Contents(store);
        this.records = store.records("prune-facts", PruneScan.RULES);
    }

    /**
     * @param project the project's own files
     * @param shared paths that several wheels carry, from the image's root
     */
    public Pruning survey(
            List<Dependency> dependencies, Layout layout, Set<PruneRule> rules, Tree project, Set<String> shared)
            throws InterruptedException, IOException {
        if (rules.isEmpty() || dependencies.isEmpty()) {
            return Pruning.NONE;
        }
        var facts = new TreeMap<String, PruneFacts>();
        for (Dependency dependency : dependencies) {
            facts.put(dependency.wheel().name(), facts(dependency, layout));
        }
        return Pruning.decide(facts, rules, PruneScan.project(project, contents), shared);
    }

    private PruneFacts facts(Dependency dependency, Layout layout) throws InterruptedException, IOException {
        String key = WheelInstall.INSTALL_RULES + " " + layout.org() + " " + layout.minorVersion() + " "
                + dependency.wheel().digest();
        Digest digest = Digest.ofBytes(key.getBytes(StandardCharsets.UTF_8));
        Optional<byte[]> known = records.find(digest);
        if (known.isPresent()) {
            return PruneFacts.parse(new String(known.get(), StandardCharsets.UTF_8));
        }
        fetcher.fetch(List.of(dependency.fetch()));
        InstalledWheel wheel = wheels.installed(dependency.wheel(), layout);
        PruneFacts found = PruneScan.of(wheel.tree(), wheel.entryPoints(), layout, contents);
        records.add(digest, found.text().getBytes(StandardCharsets.UTF_8));
        return found;
    }
}
