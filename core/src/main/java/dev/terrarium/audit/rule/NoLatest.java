package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Span;
import dev.terrarium.dockerfile.Value;
import dev.terrarium.dockerfile.evaluation.EvaluatedStage;
import dev.terrarium.dockerfile.evaluation.Mount;

/** Images without a tag, or with {@code latest}: another image every day. */
final class NoLatest implements DockerfileRule {
    @Override
    public String practice() {
        return "no-latest-in-deploys";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (EvaluatedStage stage : subject.stages()) {
            if (stage.parent().isEmpty()
                    && stage.base() instanceof Value.Known known
                    && stage.stage().from().isPresent()) {
                image(known.text(), stage.stage().from().get().image().span(), findings);
            }
        }
        for (Instruction.Copy copy : subject.all(Instruction.Copy.class)) {
            copy.head()
                    .flag("from")
                    .ifPresent(flag -> source(subject, flag.value().orElse(""), flag.span(), findings));
        }
        subject.runs().stream()
                .flatMap(run -> run.mounts().stream())
                .filter(mount -> mount.from().isPresent())
                .forEach(mount -> source(subject, mount.from().get(), span(mount), findings));
    }

    private static Span span(Mount mount) {
        return mount.flag().span();
    }

    /** A bare name without tag may be a context that the command line gives. */
    private static void source(DockerfileSubject subject, String name, Span span, Findings findings) {
        boolean isImage = name.contains("/") || name.contains(":");
        if (isImage && !name.contains("$") && subject.file().stage(name).isEmpty()) {
            image(name, span, findings);
        }
    }

    private static void image(String name, Span span, Findings findings) {
        BaseImage image = BaseImage.parse(name);
        if (name.isEmpty() || name.equals("scratch") || image.digest().isPresent()) {
            return;
        }
        if (image.tag().isEmpty() && !name.contains("$")) {
            findings.certain(
                    span, "`" + name + "` has no tag, which means `latest`: another image every day", "name a version");
        } else if (image.tag().filter("latest"::equals).isPresent()) {
            findings.certain(span, "`" + name + "` is another image every day", "name a version");
        }
    }
}
