package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.dockerfile.Instruction;

/** An image that does not say which commit it was made from. */
final class RevisionLabel implements DockerfileRule {
    @Override
    public String practice() {
        return "revision-label";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        boolean labelled = subject.inImage(Instruction.Label.class).stream()
                .flatMap(label -> label.pairs().stream())
                .anyMatch(
                        pair -> pair.name()
                                .text()
                                .matches(
                                        "org\\.(opencontainers\\.image\\.revision|label-schema\\.vcs-ref)|.*(git|commit|revision).*"));
        if (!labelled && Start.of(subject).isPresent()) {
            String end = subject.file().source().lineEnd();
            findings.likely(
                    subject.anchor(),
                    "nothing in the image says which commit it was made from",
                    Fix.suggested(
                            "label it at the very end, where it costs no cache",
                            subject.append("ARG REVISION=unknown" + end
                                    + "LABEL org.opencontainers.image.revision=\"${REVISION}\"")));
        }
    }
}
