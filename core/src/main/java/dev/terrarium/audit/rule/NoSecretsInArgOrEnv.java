package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Instruction.Pair;
import dev.terrarium.secret.Secrets;
import java.util.stream.Stream;

/** Passwords, keys and tokens that become part of the image's configuration or history. */
final class NoSecretsInArgOrEnv implements DockerfileRule {
    @Override
    public String practice() {
        return "no-secrets-in-arg-or-env";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        Stream.concat(
                        subject.file().globals().stream(),
                        subject.file().stages().stream().flatMap(stage -> stage.instructions().stream()))
                .forEach(instruction -> {
                    if (instruction instanceof Instruction.Env env) {
                        env.pairs().forEach(pair -> check(pair, "stays in the image's configuration", findings));
                    } else if (instruction instanceof Instruction.Arg arg) {
                        arg.pairs().forEach(pair -> check(pair, "stays in the image's history", findings));
                    }
                });
    }

    /** A value that is handed on, or is to be passed in, is judged by the name alone. */
    private static void check(Pair pair, String where, Findings findings) {
        String name = pair.name().text();
        String value = pair.value().map(Object::toString).orElse("");
        boolean passedIn = pair.value().isEmpty() || value.matches("\\$\\{?\\w+\\}?");
        if (passedIn ? Secrets.isNamedSecret(name) : Secrets.isVariable(name, value)) {
            findings.likely(
                    pair.span(),
                    "`" + name + "` looks like a secret, and what is passed here " + where,
                    "read it from `RUN --mount=type=secret,env=NAME` in the one step that needs it");
        }
    }
}
