package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.dockerfile.evaluation.EvaluatedStage;
import java.util.Map;
import java.util.Optional;

/** Releases of an operating system that get no security fixes any more. */
final class SupportedOsRelease implements DockerfileRule {
    /** Releases and the month after which their free security support ends, long-term support included. */
    private static final Map<String, String> ENDED = Map.ofEntries(
            Map.entry("jessie", "2020-06"),
            Map.entry("stretch", "2022-06"),
            Map.entry("buster", "2024-06"),
            Map.entry("bullseye", "2026-08"),
            Map.entry("trusty", "2019-04"),
            Map.entry("xenial", "2021-04"),
            Map.entry("bionic", "2023-05"),
            Map.entry("focal", "2025-05"),
            Map.entry("14.04", "2019-04"),
            Map.entry("16.04", "2021-04"),
            Map.entry("18.04", "2023-05"),
            Map.entry("20.04", "2025-05"));

    @Override
    public String practice() {
        return "supported-os-release";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (EvaluatedStage stage : subject.stages()) {
            Optional<BaseImage> named = BaseImage.namedBy(stage);
            if (named.isEmpty()) {
                continue;
            }
            BaseImage image = named.get();
            for (String part : image.tag().orElse("").split("-")) {
                boolean numeric = Character.isDigit(part.isEmpty() ? ' ' : part.charAt(0));
                if (ENDED.containsKey(part) && (!numeric || image.name().equals("ubuntu"))) {
                    findings.certain(
                            stage.stage().from().get().image().span(),
                            "`" + part + "` gets no security fixes since " + ENDED.get(part),
                            "move to a supported release, such as `trixie`");
                }
            }
        }
    }
}
