package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Word;
import java.util.regex.Pattern;

/** Files that hold secrets by their nature, copied into a layer. */
final class NoSecretFiles implements DockerfileRule {
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(.*/)?(\\.env(\\.(prod|production|local|staging))?|\\.netrc|_netrc|\\.pypirc|\\.npmrc|id_(rsa|dsa|ecdsa|ed25519)|\\.git-credentials"
                    + "|credentials\\.json|service[_-]?account.*\\.json|.*\\.(p12|pfx|jks|keystore)|.*_rsa|.*private.*\\.(key|pem)"
                    + "|\\.aws(/credentials)?|\\.docker/config\\.json|\\.htpasswd|kubeconfig)");

    @Override
    public String practice() {
        return "no-secret-files-in-any-layer";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (Instruction.Copy copy : subject.all(Instruction.Copy.class)) {
            if (!Contexts.isLocal(copy)) {
                continue;
            }
            for (Word source : copy.sources()) {
                if (SECRET.matcher(source.text()).matches() && !source.text().contains("example")) {
                    findings.certain(
                            source.span(),
                            "`" + source + "` stays in a layer of the image for good, even if a later step removes it",
                            "give it to the container when it starts, and add it to .dockerignore");
                }
            }
        }
    }
}
