package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.tool.CommandLine.Option;
import dev.terrarium.audit.tool.Installs;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import java.util.List;

/** Two indexes for one name: whoever uploads the higher version wins. */
final class NoIndexMixing implements DockerfileRule {
    private static final String MESSAGE =
            "a name is looked up in two indexes, and the higher version wins: anybody may upload one to the public index";
    private static final String HINT =
            "ask one index that carries both, or bind packages to theirs with `[tool.uv.sources]`";

    @Override
    public String practice() {
        return "no-index-mixing";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (EvaluatedRun run : subject.runs()) {
            run.invocations().stream()
                    .flatMap(invocation -> Installs.python(invocation).stream())
                    .filter(install -> install.isPip() && !install.line().has("index-url")
                            || install.line().has("index-strategy"))
                    .flatMap(install -> install.line().options().stream())
                    .filter(NoIndexMixing::mixes)
                    .forEach(option -> findings.certain(option.word().span(), MESSAGE, HINT));
        }
        for (Instruction.Env env : subject.all(Instruction.Env.class)) {
            env.pairs().stream()
                    .filter(pair -> List.of("PIP_EXTRA_INDEX_URL", "UV_EXTRA_INDEX_URL")
                            .contains(pair.name().text()))
                    .forEach(pair -> findings.certain(pair.span(), MESSAGE, HINT));
        }
    }

    private static boolean mixes(Option option) {
        return option.name().equals("extra-index-url")
                        && option.value().filter(url -> url.contains("/whl/")).isEmpty()
                || option.name().equals("index-strategy")
                        && option.value()
                                .filter(value -> value.startsWith("unsafe"))
                                .isPresent();
    }
}
