package dev.terrarium.audit;

import java.util.List;
import java.util.Set;

/**
 * A row of the catalogue: one thing that a production image for Python does, and why.
 *
 * @param id its name, in lower case with dashes
 * @param statement the practice in a sentence
 * @param why what goes wrong without it
 * @param detects where the catalogue says that it can be seen: {@code dockerfile}, {@code image}, {@code project}, {@code ci}
 * @param fix what can be mended automatically, as the catalogue says
 * @param guarantee what a builder promises of it
 * @param equivalents the codes that other tools have for it, {@code DL3002}
 */
public record Practice(
        String id,
        Step step,
        Severity severity,
        String statement,
        String why,
        Set<String> detects,
        String fix,
        String guarantee,
        List<String> equivalents,
        List<String> sources) {
    public Practice {
        detects = Set.copyOf(detects);
        equivalents = List.copyOf(equivalents);
        sources = List.copyOf(sources);
    }

    /** Whether {@code terrarium build} holds it by construction. */
    public boolean isGuaranteed() {
        return guarantee.startsWith("yes");
    }
}
