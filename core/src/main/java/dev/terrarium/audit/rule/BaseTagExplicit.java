package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.dockerfile.evaluation.EvaluatedStage;
import java.util.Optional;
import java.util.regex.Pattern;

/** A tag of Python's official image that leaves the minor version or the release of Debian open. */
final class BaseTagExplicit implements DockerfileRule {
    private static final Pattern RELEASE = Pattern.compile(
            ".*-(trixie|bookworm|bullseye|buster|alpine\\d.*|windowsservercore.*|forky)$|.*(trixie|bookworm|bullseye|alpine\\d).*");

    @Override
    public String practice() {
        return "base-tag-explicit";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (EvaluatedStage stage : subject.stages()) {
            Optional<BaseImage> named = BaseImage.namedBy(stage);
            if (named.isEmpty()) {
                continue;
            }
            BaseImage image = named.get();
            if (!image.isPython()
                    || image.digest().isPresent()
                    || image.tag().isEmpty()
                    || image.tag().get().equals("latest")) {
                continue;
            }
            String open = image.pythonVersion().isEmpty()
                    ? "the minor version of Python"
                    : RELEASE.matcher(image.tag().get()).matches() ? "" : "the release of the operating system";
            if (!open.isEmpty()) {
                findings.certain(
                        stage.stage().from().get().image().span(),
                        "`" + image + "` leaves " + open + " open: it changes under you one day",
                        "name both, as in `python:3.13-slim-trixie`");
            }
        }
    }
}
