package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.tool.CommandLine.Operand;
import dev.terrarium.audit.tool.Installs;
import dev.terrarium.audit.tool.SystemInstall;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import dev.terrarium.dockerfile.evaluation.EvaluatedStage;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Headers in the build stage without the library in the final one: the import fails there. */
final class RuntimeSharedLibraries implements DockerfileRule {
    /** Packages with headers, and a pattern of the package that has the library. */
    private static final Map<String, String> RUNTIME = Map.of(
            "libpq-dev", "libpq5|postgresql-client.*|libpq",
            "default-libmysqlclient-dev", "libmariadb3|libmysqlclient.*|default-mysql-client",
            "libmariadb-dev", "libmariadb3",
            "libxml2-dev", "libxml2.*",
            "libxmlsec1-dev", "libxmlsec1.*",
            "libgdal-dev", "libgdal.*|gdal-bin",
            "libgeos-dev", "libgeos.*",
            "unixodbc-dev", "unixodbc|libodbc.*|msodbcsql.*",
            "libldap2-dev", "libldap.*");

    @Override
    public String practice() {
        return "runtime-shared-libs-present";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        EvaluatedStage last = subject.last();
        List<Integer> chain =
                last.chain().stream().map(stage -> stage.stage().index()).toList();
        List<String> present = packages(last.allRuns());
        boolean full = BaseImage.of(last)
                .filter(base -> base.isPython() && !base.isSlim())
                .isPresent();
        for (EvaluatedStage stage : subject.stages()) {
            if (!full && !chain.contains(stage.stage().index()) && environmentIsCopiedFrom(subject, stage)) {
                stage.runs()
                        .forEach(run -> run.invocations().stream()
                                .flatMap(invocation -> Installs.system(invocation).stream())
                                .filter(SystemInstall::installs)
                                .flatMap(install -> install.packages().stream())
                                .forEach(operand -> headers(operand, present, findings)));
            }
        }
    }

    private static void headers(Operand operand, List<String> present, Findings findings) {
        String name = operand.text().map(SystemInstall::name).orElse("");
        String runtime = RUNTIME.get(name);
        Predicate<String> has = installed -> runtime != null && installed.matches(runtime);
        if (runtime != null && present.stream().noneMatch(has) && !present.contains("")) {
            findings.likely(
                    operand.word().span(),
                    "what is compiled against `" + name + "` needs its library, which the final stage does not install",
                    "install `" + runtime.replaceFirst("\\|.*", "").replace(".*", "…")
                            + "` in the final stage, or choose the wheel that carries it");
        }
    }

    /** Names of all packages that are installed; an empty one where a name is not known. */
    private static List<String> packages(List<EvaluatedRun> runs) {
        return runs.stream()
                .flatMap(run -> run.invocations().stream())
                .flatMap(invocation -> Installs.system(invocation).stream())
                .filter(SystemInstall::installs)
                .flatMap(install -> install.packages().stream())
                .map(operand -> operand.text().map(SystemInstall::name).orElse(""))
                .toList();
    }

    private static boolean environmentIsCopiedFrom(DockerfileSubject subject, EvaluatedStage stage) {
        return subject.inImage(Instruction.Copy.class).stream()
                .anyMatch(copy -> copy.head()
                        .flag("from")
                        .flatMap(flag -> flag.value())
                        .flatMap(name -> subject.file().stage(name))
                        .filter(found -> found.index() == stage.stage().index())
                        .isPresent());
    }
}
