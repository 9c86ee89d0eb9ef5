package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;

/** An image without {@code CMD} and {@code ENTRYPOINT} starts what its base starts. */
final class ExplicitStartCommand implements DockerfileRule {
    @Override
    public String practice() {
        return "explicit-start-command";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        boolean isApplication = BaseImage.of(subject.last())
                .filter(base -> base.isPython() || base.name().matches("debian|ubuntu|alpine|python.*"))
                .isPresent();
        if (isApplication && Start.of(subject).isEmpty()) {
            findings.likely(
                    subject.anchor(),
                    "nothing says how the application starts, so the image starts what its base starts",
                    "end the file with `CMD [\"program\", \"argument\"]`");
        }
    }
}
