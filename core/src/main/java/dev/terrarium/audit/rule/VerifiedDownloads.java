package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import dev.terrarium.dockerfile.shell.Invocation;
import java.util.List;
import java.util.Set;

/** Bytes from the network that are run or kept without a look at their digest. */
final class VerifiedDownloads implements DockerfileRule {
    private static final Set<String> RUNNERS =
            Set.of("sh", "bash", "dash", "ash", "zsh", "python", "python3", "perl", "node");
    private static final Set<String> VERIFIERS = Set.of(
            "sha256sum", "sha512sum", "sha1sum", "shasum", "gpg", "gpgv", "cosign", "minisign", "openssl", "b2sum");

    @Override
    public String practice() {
        return "verified-downloads";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (EvaluatedRun run : subject.runs()) {
            boolean verified = run.invocations().stream().anyMatch(invocation -> VERIFIERS.contains(invocation.name()));
            for (Invocation invocation : run.invocations()) {
                if (invocation.is("curl") || invocation.is("wget")) {
                    download(invocation, verified, findings);
                }
            }
        }
        for (Instruction.Copy add : subject.all(Instruction.Copy.class)) {
            boolean remote = add.isAdd()
                    && add.sources().stream().anyMatch(source -> source.text().matches("https?://.*"));
            boolean repository =
                    add.sources().stream().anyMatch(source -> source.text().matches(".*\\.git(#.*)?"));
            if (remote && !repository && add.head().flag("checksum").isEmpty()) {
                findings.certain(
                        add.span(),
                        "what is downloaded goes in unchecked: whoever answers decides what it is",
                        "write `ADD --checksum=sha256:…`");
            }
        }
    }

    private static void download(Invocation invocation, boolean verified, Findings findings) {
        if (invocation.pipedInto().stream().anyMatch(RUNNERS::contains)) {
            findings.certain(
                    invocation.span(),
                    "what the network answers is run at once, unseen: " + "a cut connection runs half of it",
                    "download a named version, check its digest with `sha256sum -c`, then run it; or copy the program from an image by digest");
        } else if (!verified && isProgram(invocation)) {
            findings.likely(
                    invocation.span(),
                    "what is downloaded is kept unchecked: whoever answers decides what it is",
                    "compare its digest with `sha256sum -c`, or write `ADD --checksum=sha256:…`");
        }
    }

    /** Archives, packages and programs; pages and keys are another matter. */
    private static boolean isProgram(Invocation invocation) {
        List<String> known = invocation.arguments().stream()
                .flatMap(argument -> argument.stream())
                .toList();
        boolean unnamed = known.stream().anyMatch(text -> text.contains("/releases/latest/"));
        return unnamed
                || known.stream()
                        .anyMatch(
                                text -> text.matches(
                                        "(https?|ftp)://.*\\.(tar\\.(gz|xz|bz2|zst)|tgz|zip|deb|rpm|whl|run|sh|bin|AppImage)(\\?.*)?"));
    }
}
