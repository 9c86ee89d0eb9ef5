package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Instruction.Pair;
import dev.terrarium.dockerfile.Span;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Passwords, keys and tokens that become part of the image's configuration or history. */
final class NoSecretsInArgOrEnv implements DockerfileRule {
    private static final Pattern NAME = Pattern.compile(
            "(?i)(.*_)?(password|passwd|passphrase|secret|secret_?key|api_?key|access_?key|private_?key|auth_?token|access_?token"
                    + "|token|credentials?|secret_access_key|pgpassword|connection_string)(_\\d+)?");

    private static final Pattern BENIGN = Pattern.compile(
            "(?i).*(_file|_path|_dir|_version|_name|_public_key|_id|_url|_expiry|_ttl|_timeout|_length|_sock|_hash|_prefix|_header)"
                    + "|gpg_key|.*pub(lic)?_key.*|.*token_?(type|limit|count|s)|ssh_auth_sock|max_.*");

    /** Forms that only real credentials have. */
    private static final Pattern VALUE = Pattern.compile("(AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36}|github_pat_\\w{20,}"
            + "|glpat-[\\w-]{20}|xox[abprs]-[\\w-]{10,}|sk_live_\\w{16,}|sk-[A-Za-z0-9_-]{32,}|-----BEGIN [A-Z ]*PRIVATE KEY-----"
            + "|eyJ[\\w-]{10,}\\.[\\w-]{10,}\\.[\\w-]{10,}");

    private static final Pattern LOGIN = Pattern.compile("[a-z][a-z0-9+]*://[^/\\s:@]+:([^/\\s:@$]{3,})@.+");

    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?i)|\\$.*|<.*>|\\{.*\\}|x+|\\*+|none|null|true|false|\\d{1,3}|.*(change_?me|placeholder|your[_-]|dummy|example|todo|replace|insert|build[_-]?time|not[_-]?(a[_-]?)?(real|secret)|insecure|fake).*");

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
                    switch (instruction) {
                        case Instruction.Env env -> env.pairs().forEach(pair -> environment(pair, findings));
                        case Instruction.Arg arg -> arg.pairs().forEach(pair -> argument(pair, findings));
                        default -> {}
                    }
                });
    }

    private static void environment(Pair pair, Findings findings) {
        String value = pair.value().orElseThrow().text();
        boolean looksReal = looksReal(value);
        boolean fromArgument = value.matches("\\$\\{?\\w+\\}?");
        if (looksReal || isSecret(pair.name().text()) && (fromArgument || !PLACEHOLDER.matcher(value).matches())) {
            told(pair.span(), "`" + pair.name() + "`", "stays in the image's configuration", findings);
        }
    }

    private static void argument(Pair pair, Findings findings) {
        boolean looksReal = pair.value().filter(value -> looksReal(value.text())).isPresent();
        boolean passedIn = pair.value().filter(value -> !value.text().isEmpty()).isEmpty();
        boolean written = pair.value().filter(value -> !PLACEHOLDER.matcher(value.text()).matches()).isPresent();
        if (looksReal || isSecret(pair.name().text()) && (passedIn || written)) {
            told(pair.span(), "`" + pair.name() + "`", "stays in the image's history", findings);
        }
    }

    /** Forms that only credentials have, and passwords in addresses. */
    private static boolean looksReal(String value) {
        var login = LOGIN.matcher(value);
        return VALUE.matcher(value).lookingAt()
                || login.matches() && !PLACEHOLDER.matcher(login.group(1)).matches() && !login.group(1).equals("password");
    }

    private static void told(Span span, String name, String where, Findings findings) {
        findings.likely(
                span,
                name + " looks like a secret, and what is passed here " + where,
                "read it from `RUN --mount=type=secret,env=NAME` in the one step that needs it");
    }

    private static boolean isSecret(String name) {
        return NAME.matcher(name).matches() && !BENIGN.matcher(name).matches() && !List.of("TOKEN_TYPE").contains(name);
    }
}
