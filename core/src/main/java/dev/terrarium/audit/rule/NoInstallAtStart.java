package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Edit;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.audit.tool.Installs;
import dev.terrarium.audit.tool.SystemInstall;
import dev.terrarium.dockerfile.Span;
import dev.terrarium.dockerfile.shell.Invocation;
import dev.terrarium.dockerfile.shell.ShellWord;
import java.util.List;

/** Packages that are installed each time the container starts. */
final class NoInstallAtStart implements DockerfileRule {
    @Override
    public String practice() {
        return "no-install-at-start";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        Start.of(subject)
                .ifPresent(start -> start.programs().forEach(invocation -> {
                    if (Installs.python(invocation).isPresent()
                            || Installs.system(invocation)
                                    .filter(SystemInstall::installs)
                                    .isPresent()) {
                        findings.certain(
                                invocation.span(),
                                "packages are installed at every start: slow, different each time, and down when the index is",
                                "install them while the image is built");
                    } else if (invocation.is("uv")) {
                        uvRun(subject, invocation, findings);
                    }
                }));
    }

    private static void uvRun(DockerfileSubject subject, Invocation invocation, Findings findings) {
        boolean runs = invocation.argument(0).filter("run"::equals).isPresent();
        boolean still = List.of("--no-sync", "--frozen", "--locked", "--no-project").stream()
                        .anyMatch(invocation::has)
                || subject.last().variable("UV_NO_SYNC").isPresent()
                || subject.last().variable("UV_FROZEN").isPresent()
                || subject.last().variable("UV_OFFLINE").isPresent();
        if (!runs || still) {
            return;
        }
        ShellWord run = invocation.word(0);
        boolean json = subject.text(run.span()).startsWith("\"");
        findings.certain(
                run.span(),
                "`uv run` looks at the lock and installs what is missing at every start",
                Fix.safe(
                        "add `--no-sync`",
                        new Edit(Span.at(run.span().end()), json ? ", \"--no-sync\"" : " --no-sync")));
    }
}
