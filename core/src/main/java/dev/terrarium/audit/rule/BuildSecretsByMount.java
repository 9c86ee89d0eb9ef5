package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.tool.CommandLine.Option;
import dev.terrarium.audit.tool.Installs;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import java.util.List;

/** An index with a login in its address that comes from a build argument. */
final class BuildSecretsByMount implements DockerfileRule {
    @Override
    public String practice() {
        return "build-secrets-by-mount";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (EvaluatedRun run : subject.runs()) {
            if (run.hasMount("secret")) {
                continue;
            }
            run.invocations().stream()
                    .flatMap(invocation -> Installs.python(invocation).stream())
                    .flatMap(install -> install.line().options().stream())
                    .filter(option -> List.of("index-url", "extra-index-url", "index", "default-index")
                            .contains(option.name()))
                    .filter(BuildSecretsByMount::hasLoginFromVariable)
                    .forEach(option -> findings.certain(
                            option.valueWord().span(),
                            "the login for the index comes from a variable, which stays in the image's history",
                            "mount it instead: `RUN --mount=type=secret,id=netrc,target=/root/.netrc`"));
        }
    }

    private static boolean hasLoginFromVariable(Option option) {
        return option.valueWord().raw().matches("(?s).*://[^/@]*\\$[^/]*@.*");
    }
}
