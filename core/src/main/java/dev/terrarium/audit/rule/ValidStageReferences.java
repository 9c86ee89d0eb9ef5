package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Edit;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.dockerfile.Flag;
import dev.terrarium.dockerfile.Stage;
import dev.terrarium.error.Similar;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** References to stages that are not there, and names that two stages share. */
final class ValidStageReferences implements DockerfileRule {
    @Override
    public String practice() {
        return "valid-stage-references";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        var names = new HashSet<String>();
        for (Stage stage : subject.file().stages()) {
            stage.name().ifPresent(name -> {
                if (!names.add(name)) {
                    findings.certain(
                            stage.from().orElseThrow().alias().orElseThrow().span(),
                            "two stages have the name `" + name + "`",
                            "give each stage a name of its own");
                }
            });
            for (var instruction : stage.instructions()) {
                if (instruction.head().keyword().equals("COPY")) {
                    instruction.head().flag("from").ifPresent(flag -> reference(subject, stage, flag, findings));
                }
            }
        }
    }

    private static void reference(DockerfileSubject subject, Stage stage, Flag flag, Findings findings) {
        String written = flag.value().orElse("");
        if (written.contains("$")) {
            return;
        }
        if (written.matches("\\d+")) {
            if (Integer.parseInt(written.substring(0, Math.min(9, written.length()))) >= stage.index()) {
                findings.certain(
                        flag.span(),
                        "`--from=" + written + "` is no stage before this one",
                        "name the stage with `AS` and copy from its name");
            }
            return;
        }
        String name = written.toLowerCase(Locale.ROOT);
        if (stage.name().filter(name::equals).isPresent()) {
            findings.certain(
                    flag.span(),
                    "the stage `" + name + "` copies from itself",
                    "copy from the stage that made the files");
        } else if (!written.contains("/")
                && !written.contains(":")
                && subject.file().stage(name).isEmpty()) {
            nearest(subject, name)
                    .ifPresent(near -> findings.certain(
                            flag.span(),
                            "no stage is called `" + written + "`",
                            Fix.suggested("copy from `" + near + "`", new Edit(flag.valueSpan(), near))));
        }
    }

    /** Only a near miss is one: other names may be images or contexts that the command line gives. */
    private static Optional<String> nearest(DockerfileSubject subject, String name) {
        List<String> known = subject.file().stages().stream()
                .flatMap(stage -> stage.name().stream())
                .toList();
        return Similar.to(name, known);
    }
}
