package dev.terrarium.cli.doctor;

import dev.terrarium.cli.build.Surroundings;
import dev.terrarium.cli.command.Session;
import dev.terrarium.error.TerrariumError;
import dev.terrarium.oci.Platform;
import dev.terrarium.sandbox.SandboxProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The walls that work, found by putting them up; without any, what is wrong with each and what a build does then.
 *
 * <p>A host without bubblewrap has the one of its Debian source fetched, as a build would.
 */
record SandboxCheck(Session session, Surroundings surroundings) implements Check {
    private static final String TOPIC = "sandbox";

    @Override
    public List<Finding> findings() throws InterruptedException {
        Optional<Platform> platform = session.hostPlatform();
        if (platform.isEmpty()) {
            return List.of();
        }
        List<SandboxProbe.Finding> found;
        try {
            found = surroundings.sandbox(platform.get());
        } catch (TerrariumError e) {
            return List.of(Finding.missing(
                    TOPIC, "not tried: " + e.problems().getFirst().message()));
        }
        Optional<SandboxProbe.Finding> works =
                found.stream().filter(SandboxProbe.Finding::works).findFirst();
        if (works.isPresent()) {
            return List.of(Finding.ok(TOPIC, works.get().name()));
        }
        var findings = new ArrayList<Finding>();
        for (SandboxProbe.Finding one : found) {
            findings.add(new Finding(TOPIC, Status.MISSING, one.name() + ": " + one.reason(), one.fixes()));
        }
        findings.add(Finding.ok(TOPIC, "without walls, bytecode alone is compiled, by the image's own interpreter"));
        findings.add(Finding.missing(TOPIC, "without walls, projects with a build back-end are not built"));
        return findings;
    }
}
