package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.evaluation.EvaluatedStage;
import java.util.Arrays;
import java.util.Optional;

/** A virtual environment that is copied to another path, or to another minor version of Python. */
final class VenvPathAndInterpreterMatch implements DockerfileRule {
    @Override
    public String practice() {
        return "venv-path-and-interpreter-match";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (Instruction.Copy copy : subject.inImage(Instruction.Copy.class)) {
            Optional<EvaluatedStage> origin = copy.head()
                    .flag("from")
                    .flatMap(flag -> flag.value())
                    .flatMap(name -> subject.file().stage(name))
                    .map(stage -> subject.stages().get(stage.index()));
            if (origin.isPresent() && copy.sources().size() == 1) {
                check(subject, copy, origin.get(), findings);
            }
        }
    }

    private static void check(
            DockerfileSubject subject, Instruction.Copy copy, EvaluatedStage origin, Findings findings) {
        String source = withoutSlash(copy.sources().getFirst().text());
        if (!isEnvironment(source)
                || copy.sources().getFirst().hasVariables()
                || copy.destination().hasVariables()) {
            return;
        }
        String destination = withoutSlash(copy.destination().text());
        if (destination.startsWith("/") && source.startsWith("/") && !destination.equals(source)) {
            findings.certain(
                    copy.destination().span(),
                    "the environment was made at `" + source + "`: its scripts name that path and not `" + destination
                            + "`",
                    "make it in the build stage at the path where it will be used");
            return;
        }
        Optional<int[]> made = BaseImage.of(origin).flatMap(BaseImage::pythonVersion);
        Optional<int[]> used = BaseImage.of(subject.last()).flatMap(BaseImage::pythonVersion);
        if (made.isPresent() && used.isPresent() && !Arrays.equals(made.get(), used.get())) {
            findings.certain(
                    copy.span(),
                    "the environment was made with Python " + text(made.get()) + " and is used with "
                            + text(used.get()),
                    "begin both stages from one version");
        }
    }

    private static boolean isEnvironment(String path) {
        return path.matches("(.*/)?\\.?(venv|virtualenv|env)");
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String text(int[] version) {
        return version[0] + "." + version[1];
    }
}
