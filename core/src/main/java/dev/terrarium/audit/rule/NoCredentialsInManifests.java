package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import dev.terrarium.dockerfile.shell.ShellWord;
import java.util.regex.Pattern;

/** A login written into the address that a command fetches from. */
final class NoCredentialsInManifests implements DockerfileRule {
    private static final Pattern LOGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/\\s:@$]+:[^/\\s@$]{3,}@");

    @Override
    public String practice() {
        return "no-credentials-in-manifests";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (EvaluatedRun run : subject.runs()) {
            run.invocations().stream()
                    .flatMap(invocation -> invocation.words().stream())
                    .filter(NoCredentialsInManifests::holdsLogin)
                    .forEach(
                            word -> findings.certain(
                                    word.span(),
                                    "a login stands in an address, and stays in the image's history",
                                    "take it out, revoke it, and mount a netrc file: `RUN --mount=type=secret,id=netrc,target=/root/.netrc`"));
        }
    }

    private static boolean holdsLogin(ShellWord word) {
        return word.literal()
                .filter(text -> !text.contains(" ") && LOGIN.matcher(text).find())
                .filter(text -> !text.matches(".*://(user|username|USER):(pass|password|PASSWORD)@.*"))
                .isPresent();
    }
}
