package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.tool.Installs;
import dev.terrarium.audit.tool.SystemInstall;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import dev.terrarium.dockerfile.shell.Invocation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compilers and headers that stay in the image. */
final class NoCompilerInRuntime implements DockerfileRule {
    @Override
    public String practice() {
        return "no-compiler-in-runtime";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (EvaluatedRun run : subject.last().allRuns()) {
            for (Invocation invocation : run.invocations()) {
                Installs.system(invocation)
                        .filter(SystemInstall::installs)
                        .filter(install -> !removedAgain(run, install))
                        .ifPresent(install -> told(install, findings));
            }
        }
        BaseImage.of(subject.last())
                .filter(base -> base.isPython() && base.tag().isPresent() && !base.isSlim())
                .ifPresent(base -> findings.certain(
                        subject.last().chain().getFirst().stage().anchor(),
                        "`" + base + "` brings a C compiler and hundreds of headers into the image",
                        "begin the final stage from `" + base.repository() + ":"
                                + base.tag().get() + "-slim`"));
    }

    private static void told(SystemInstall install, Findings findings) {
        List<String> builders = install.packages().stream()
                .flatMap(operand -> operand.text().stream())
                .filter(SystemInstall::isForBuilding)
                .toList();
        if (!builders.isEmpty()) {
            findings.certain(
                    install.packages().stream()
                            .filter(operand ->
                                    operand.text().filter(builders::contains).isPresent())
                            .findFirst()
                            .orElseThrow()
                            .word()
                            .span(),
                    "what only builds need stays in the image: "
                            + builders.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")),
                    "install and compile in a build stage, and copy the result");
        }
    }

    /** {@code apt-get install gcc && pip install x && apt-get purge gcc} in one {@code RUN}, or apk's virtual packages. */
    private static boolean removedAgain(EvaluatedRun run, SystemInstall install) {
        Optional<String> virtual = install.line().options().stream()
                .filter(option ->
                        option.name().equals("virtual") || option.name().equals("t"))
                .findFirst()
                .map(option -> option.name());
        return run.invocations().stream()
                .flatMap(invocation -> Installs.system(invocation).stream())
                .filter(other -> other.invocation().span().start()
                        > install.invocation().span().start())
                .anyMatch(other -> List.of("purge", "remove", "autoremove", "del")
                                .contains(other.command())
                        && (virtual.isPresent()
                                || other.packages().stream()
                                        .anyMatch(operand -> install.packages().stream()
                                                .anyMatch(installed -> operand.word()
                                                        .raw()
                                                        .equals(installed.word().raw())))
                                || other.command().equals("del")));
    }
}
