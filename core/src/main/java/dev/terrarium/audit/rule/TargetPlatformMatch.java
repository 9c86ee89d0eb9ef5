package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Edit;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.dockerfile.Stage;

/** {@code FROM --platform=linux/amd64}: the file decides what the build should. */
final class TargetPlatformMatch implements DockerfileRule {
    @Override
    public String practice() {
        return "target-platform-match";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (Stage stage : subject.file().stages()) {
            stage.from()
                    .flatMap(from -> from.head().flag("platform"))
                    .filter(flag ->
                            flag.value().filter(value -> !value.contains("$")).isPresent())
                    .ifPresent(flag -> findings.certain(
                            flag.span(),
                            "the platform stands in the file, so no other can be built",
                            Fix.suggested(
                                    "leave it to `docker build --platform`",
                                    new Edit(subject.withSpaces(flag.span()), ""))));
        }
    }
}
