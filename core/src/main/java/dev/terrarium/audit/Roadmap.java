package dev.terrarium.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a project stands on the way through the steps, and the one next thing to do.
 *
 * @param stages in the order in which the team walks
 * @param next the first finding of the first step that is not whole: the worst one there
 */
public record Roadmap(List<Stage> stages, Optional<Finding> next) {
    public Roadmap {
        stages = List.copyOf(stages);
    }

    /** A step with how many findings stand in its way. */
    public record Stage(Step step, int findings) {
        public boolean isWhole() {
            return findings == 0;
        }
    }

    /** The way of the given findings, which are in the order of {@link Audit#of}. */
    public static Roadmap of(List<Step> order, List<Finding> findings) {
        var stages = new ArrayList<Stage>();
        Optional<Finding> next = Optional.empty();
        for (Step step : order) {
            List<Finding> here = findings.stream()
                    .filter(finding -> finding.practice().step() == step)
                    .toList();
            stages.add(new Stage(step, here.size()));
            next = next.or(() -> here.stream().findFirst());
        }
        return new Roadmap(stages, next);
    }

    /** The last of the steps that are whole from the beginning on: here a team may stop with something whole. */
    public Optional<Step> mayStopAfter() {
        Optional<Step> last = Optional.empty();
        for (Stage stage : stages) {
            if (!stage.isWhole()) {
                break;
            }
            last = Optional.of(stage.step());
        }
        return last;
    }
}
