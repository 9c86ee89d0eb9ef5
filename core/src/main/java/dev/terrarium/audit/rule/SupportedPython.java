package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.dockerfile.evaluation.EvaluatedStage;
import java.util.Map;

/** Versions of Python that get no security fixes any more. */
final class SupportedPython implements DockerfileRule {
    /** Minor versions of Python 3 and the month after which they get nothing (devguide of CPython, "Status of Python versions"). */
    private static final Map<Integer, String> ENDED = Map.ofEntries(
            Map.entry(0, "2009-06"),
            Map.entry(1, "2012-04"),
            Map.entry(2, "2016-02"),
            Map.entry(3, "2017-09"),
            Map.entry(4, "2019-03"),
            Map.entry(5, "2020-09"),
            Map.entry(6, "2021-12"),
            Map.entry(7, "2023-06"),
            Map.entry(8, "2024-10"),
            Map.entry(9, "2025-10"),
            Map.entry(10, "2026-10"));

    @Override
    public String practice() {
        return "supported-python";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (EvaluatedStage stage : subject.stages()) {
            BaseImage.namedBy(stage).flatMap(BaseImage::pythonVersion).ifPresent(version -> {
                String ended = version[0] == 2 ? "2020-01" : version[0] == 3 ? ENDED.get(version[1]) : null;
                if (ended != null) {
                    findings.certain(
                            stage.stage().from().get().image().span(),
                            "Python " + version[0] + "." + version[1] + " gets no security fixes since " + ended,
                            "move to a supported version, one minor version at a time if that is easier");
                }
            });
        }
    }
}
