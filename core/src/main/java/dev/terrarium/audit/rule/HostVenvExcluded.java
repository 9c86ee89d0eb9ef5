package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.dockerfile.Instruction;

/** The developer's virtual environment goes in with everything else. */
final class HostVenvExcluded implements DockerfileRule {
    @Override
    public String practice() {
        return "host-venv-excluded";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        if (!subject.knowsContext()
                || subject.ignoreFile().isEmpty()
                || Contexts.ignores(subject.ignoreFile(), ".venv", "venv", "env", "*venv", ".venv*", ".*")) {
            return;
        }
        subject.all(Instruction.Copy.class).stream()
                .filter(Contexts::copiesAll)
                .findFirst()
                .ifPresent(copy -> findings.likely(
                        copy.span(),
                        "everything in the folder goes in, and `.dockerignore` does not keep a virtual environment out",
                        "add the line `.venv` to .dockerignore"));
    }
}
