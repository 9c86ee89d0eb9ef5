package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Edit;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.dockerfile.Flag;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Value;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import dev.terrarium.dockerfile.shell.Invocation;
import java.util.Optional;

/** Code that the account that runs it may rewrite. */
final class CodeNotWritable implements DockerfileRule {
    @Override
    public String practice() {
        return "code-not-writable-by-runtime";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        Optional<String> user = RunUser.of(subject)
                .filter(found -> !found.isRoot())
                .flatMap(found ->
                        found.name() instanceof Value.Known known ? Optional.of(known.text()) : Optional.empty());
        user.ifPresent(name -> copies(subject, name, findings));
        for (EvaluatedRun run : subject.last().allRuns()) {
            run.invocations().forEach(invocation -> changes(user, run, invocation, findings));
        }
    }

    private static void copies(DockerfileSubject subject, String user, Findings findings) {
        for (Instruction.Copy copy : subject.inImage(Instruction.Copy.class)) {
            Optional<Flag> owner = copy.head().flag("chown");
            boolean isTheirs = owner.flatMap(Flag::value)
                    .filter(value -> value.replaceFirst(":.*", "").equals(user))
                    .isPresent();
            if (isTheirs
                    && (Contexts.copiesAll(copy) || isCode(copy.destination().text()))) {
                findings.certain(
                        owner.orElseThrow().span(),
                        "the code belongs to `" + user + "`, who runs it: whoever gets in may rewrite it",
                        Fix.suggested(
                                "let it belong to root",
                                new Edit(subject.withSpaces(owner.orElseThrow().span()), "")));
            }
        }
    }

    private static void changes(Optional<String> user, EvaluatedRun run, Invocation invocation, Findings findings) {
        boolean recursive = invocation.has("-R") || invocation.has("--recursive");
        String target = invocation.arguments().isEmpty()
                ? ""
                : invocation.arguments().getLast().orElse("");
        boolean code = isCode(target) || isWorkdir(target, run);
        if (invocation.is("chown") && recursive && code && user.isPresent()) {
            boolean theirs = invocation.arguments().stream()
                    .flatMap(Optional::stream)
                    .anyMatch(text -> text.replaceFirst(":.*", "").equals(user.get()));
            if (theirs) {
                findings.certain(
                        invocation.span(),
                        "the code belongs to `" + user.get() + "`, who runs it: whoever gets in may rewrite it",
                        "give away the folders for data alone");
            }
        } else if (invocation.is("chmod")
                && code
                && invocation.arguments().stream()
                        .flatMap(Optional::stream)
                        .anyMatch(text -> text.matches("0?777|[ugoa]*a?\\+[rx]*w[rx]*") && !text.startsWith("u+"))) {
            findings.certain(
                    invocation.span(),
                    "anybody in the container may rewrite `" + target + "`",
                    "leave the mode as it is: reading is enough");
        }
    }

    private static boolean isCode(String path) {
        return path.matches(
                "(/(app|code|src|srv|opt|usr/src)(/[\\w.-]+){0,2}/?)|(.*/)?\\.?venv/?|\\.|\\./|/home/\\w+/app/?");
    }

    private static boolean isWorkdir(String path, EvaluatedRun run) {
        return run.before().workdir() instanceof Value.Known known
                && !known.text().equals("/")
                && path.replaceFirst("/$", "").equals(known.text());
    }
}
