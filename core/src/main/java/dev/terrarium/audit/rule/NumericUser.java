package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Edit;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.dockerfile.Value;
import dev.terrarium.dockerfile.shell.Invocation;
import java.util.List;
import java.util.Optional;

/** A user by name, which Kubernetes cannot prove not to be root. */
final class NumericUser implements DockerfileRule {
    @Override
    public String practice() {
        return "numeric-user";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        Optional<RunUser> user = RunUser.of(subject).filter(found -> !found.isRoot());
        if (user.isEmpty()
                || !(user.get().name() instanceof Value.Known known)
                || known.text().matches("\\d+")) {
            return;
        }
        String message = "`" + known.text() + "` is a name: `runAsNonRoot` refuses a pod whose user is no number";
        var word = user.get().instruction().user();
        Optional<String> id = idOf(subject, known.text());
        if (id.isPresent() && !word.hasVariables()) {
            String group = word.text().contains(":") ? word.text().replaceFirst("[^:]*", "") : "";
            findings.certain(
                    word.span(),
                    message,
                    Fix.safe(
                            "name the user by its number",
                            new Edit(word.span(), id.get() + (group.matches("(:\\d+)?") ? group : ""))));
        } else {
            findings.certain(
                    word.span(),
                    message,
                    "create the account with a number, `useradd --uid 10001`, and write `USER 10001`");
        }
    }

    /** The number that the file itself gives the account. */
    private static Optional<String> idOf(DockerfileSubject subject, String name) {
        return subject.last().allRuns().stream()
                .flatMap(run -> run.invocations().stream())
                .filter(invocation -> List.of("useradd", "adduser").contains(invocation.name()) && invocation.has(name))
                .flatMap(invocation -> id(invocation).stream())
                .findFirst();
    }

    private static Optional<String> id(Invocation invocation) {
        for (int i = 0; i < invocation.arguments().size(); i++) {
            String argument = invocation.argument(i).orElse("");
            if (argument.startsWith("--uid=")) {
                return Optional.of(argument.substring(6)).filter(text -> text.matches("\\d+"));
            }
            if (argument.equals("--uid") || argument.equals("-u")) {
                return invocation.argument(i + 1).filter(text -> text.matches("\\d+"));
            }
        }
        return Optional.empty();
    }
}
