package dev.terrarium.audit;

import dev.terrarium.audit.rule.DockerfileRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs the rules over a subject and sorts what they find: by step, by severity, by place. */
public final class Audit {
    private static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> finding.practice().step())
            .thenComparing(finding -> finding.practice().severity())
            .thenComparing(Finding::span)
            .thenComparing(finding -> finding.practice().id());

    private Audit() {}

    /** What is wrong with a Dockerfile, but for what its comments excuse. */
    public static Outcome of(DockerfileSubject subject) {
        var all = new ArrayList<Finding>();
        if (!subject.stages().isEmpty()) {
            for (DockerfileRule rule : DockerfileRules.ALL) {
                var findings = new Findings(Catalogue.find(rule.practice()).orElseThrow());
                rule.check(subject, findings);
                all.addAll(findings.found());
            }
        }
        all.sort(ORDER);
        return Suppressions.of(subject.file()).apply(all);
    }

    /**
     * @param findings in the order of the process
     * @param suppressed those that a comment in the file excuses
     * @param unexplained comments that excuse without a reason
     */
    public record Outcome(
            List<Finding> findings, List<Finding> suppressed, List<Suppressions.Suppression> unexplained) {
        public Outcome {
            findings = List.copyOf(findings);
            suppressed = List.copyOf(suppressed);
            unexplained = List.copyOf(unexplained);
        }
    }
}
