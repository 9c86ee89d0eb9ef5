package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.dockerfile.Instruction;

/** {@code COPY .} without an ignore file. */
final class MinimalIgnoreFile implements DockerfileRule {
    @Override
    public String practice() {
        return "minimal-ignore-file";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        if (!subject.knowsContext() || subject.ignoreFile().isPresent()) {
            return;
        }
        subject.all(Instruction.Copy.class).stream()
                .filter(Contexts::copiesAll)
                .findFirst()
                .ifPresent(copy -> findings.certain(
                        copy.span(),
                        "everything in the folder goes in, and there is no `.dockerignore`",
                        "write one that ignores everything and names what goes in"));
    }
}
