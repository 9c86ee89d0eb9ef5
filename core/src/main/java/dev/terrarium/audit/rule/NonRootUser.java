package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.dockerfile.Value;
import java.util.Optional;

/** A container that runs as root. */
final class NonRootUser implements DockerfileRule {
    @Override
    public String practice() {
        return "non-root-user";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        Optional<RunUser> user = RunUser.of(subject);
        if (user.isPresent()) {
            if (user.get().isRoot()) {
                findings.certain(
                        user.get().instruction().span(),
                        "the container runs as root",
                        "end the stage with a numeric user, `USER 10001:10001`");
            }
            return;
        }
        boolean knownToRunAsRoot = subject.last().rootBase() instanceof Value.Known known
                && !known.text().matches(".*(nonroot|rootless|unprivileged|distroless|chainguard|jupyter/|bitnami/).*");
        if (knownToRunAsRoot) {
            findings.likely(
                    subject.anchor(),
                    "no `USER` is set in the final stage, so the container runs as root",
                    Fix.suggested("run as a numeric user", subject.beforeStart("USER 10001:10001")));
        }
    }
}
