package dev.terrarium.sandbox;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.io.Progress;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Opens the best sandbox that this machine allows: bubblewrap, or, for our own interpreter alone, none. */
public final class Sandboxes {
    private Sandboxes() {}

    /**
     * A sandbox that looks into the store before it runs anything, and at the machine only when it must run something.
     *
     * <p>Never fails: what cannot be run here fails when it is run, so that a build of which everything is in the store needs nothing.
     */
    public static Sandbox open(SandboxProbe probe, Store store, Platform platform, Progress progress) {
        return new Remembering(new Late(probe, platform, progress), store);
    }

    static LoaderOnly withoutWalls(List<SandboxProbe.Finding> findings, Platform platform, Workshop workshop) {
        String why = String.join(
                "; ",
                findings.stream()
                        .filter(Predicate.not(SandboxProbe.Finding::works))
                        .map(finding -> finding.name() + ": " + finding.reason())
                        .toList());
        List<String> fixes = findings.stream()
                .flatMap(finding -> finding.fixes().stream())
                .distinct()
                .toList();
        var problem = new Problem(
                ErrorCode.SANDBOX_UNAVAILABLE,
                "build back-ends are foreign code and run only in a sandbox, which does not work here (" + why + ")",
                Optional.empty(),
                fixes);
        return new LoaderOnly(platform, workshop, problem);
    }
}
