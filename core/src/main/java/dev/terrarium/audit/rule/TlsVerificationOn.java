package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.tool.Installs;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Span;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import dev.terrarium.dockerfile.shell.Invocation;
import dev.terrarium.dockerfile.shell.ShellWord;
import java.util.List;
import java.util.Optional;

/** Programs told not to check who answers. */
final class TlsVerificationOn implements DockerfileRule {
    private static final String HINT =
            "install the authority's certificate with `update-ca-certificates` and check again";

    @Override
    public String practice() {
        return "tls-verification-on";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (EvaluatedRun run : subject.runs()) {
            run.invocations().forEach(invocation -> invocation(invocation, findings));
        }
        for (Instruction.Env env : subject.all(Instruction.Env.class)) {
            env.pairs().stream()
                    .filter(pair -> switchesOff(
                            pair.name().text(), pair.value().orElseThrow().text()))
                    .forEach(pair -> findings.certain(
                            pair.span(), "`" + pair.name() + "` turns the check of certificates off", HINT));
        }
    }

    private static boolean switchesOff(String name, String value) {
        return switch (name) {
            case "PIP_TRUSTED_HOST", "UV_INSECURE_HOST" -> !value.isEmpty();
            case "GIT_SSL_NO_VERIFY" -> value.matches("1|true|yes");
            case "PYTHONHTTPSVERIFY", "NODE_TLS_REJECT_UNAUTHORIZED" -> value.equals("0");
            default -> false;
        };
    }

    private static void invocation(Invocation invocation, Findings findings) {
        insecure(invocation)
                .ifPresent(span ->
                        findings.certain(span, "`" + invocation.name() + "` is told not to check who answers", HINT));
    }

    private static Optional<Span> insecure(Invocation invocation) {
        return switch (invocation.name()) {
            case "curl" -> word(invocation, "--insecure", "-[a-zA-Z]*k[a-zA-Z]*");
            case "wget" -> word(invocation, "--no-check-certificate", "--no-check-certificate");
            case "git" -> word(invocation, "http.sslVerify=false", "(?i)http\\.sslverify=(false|0)");
            default ->
                Installs.python(invocation)
                        .flatMap(install -> install.line().options().stream()
                                .filter(option -> List.of("trusted-host", "allow-insecure-host")
                                        .contains(option.name()))
                                .findFirst())
                        .map(option -> option.word().span());
        };
    }

    private static Optional<Span> word(Invocation invocation, String whole, String pattern) {
        return invocation.words().stream()
                .skip(1)
                .filter(word -> word.literal()
                        .filter(text -> text.equals(whole) || text.matches(pattern))
                        .isPresent())
                .map(ShellWord::span)
                .findFirst();
    }
}
