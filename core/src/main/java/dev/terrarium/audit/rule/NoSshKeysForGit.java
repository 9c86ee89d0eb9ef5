package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import dev.terrarium.dockerfile.shell.Invocation;

/** Keys copied in for git, and host keys that nobody checks. */
final class NoSshKeysForGit implements DockerfileRule {
    @Override
    public String practice() {
        return "no-ssh-keys-for-git";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        subject.all(Instruction.Copy.class).stream()
                .filter(Contexts::isLocal)
                .flatMap(copy -> copy.sources().stream())
                .filter(source -> source.text().matches("(.*/)?(\\.ssh/?|id_(rsa|dsa|ecdsa|ed25519))"))
                .forEach(source -> findings.certain(
                        source.span(),
                        "a private key stays in a layer of the image for good",
                        "let the build use your agent: `RUN --mount=type=ssh`"));
        for (EvaluatedRun run : subject.runs()) {
            run.invocations().stream()
                    .filter(NoSshKeysForGit::trustsAnyHost)
                    .forEach(invocation -> findings.certain(
                            invocation.span(),
                            "the host's key is taken on trust, so anybody on the way can answer for it",
                            "copy a known_hosts file that was checked"));
        }
    }

    private static boolean trustsAnyHost(Invocation invocation) {
        return invocation.is("ssh-keyscan")
                || invocation.words().stream()
                        .anyMatch(word -> word.raw().matches("(?s).*StrictHostKeyChecking[= ]no.*"));
    }
}
