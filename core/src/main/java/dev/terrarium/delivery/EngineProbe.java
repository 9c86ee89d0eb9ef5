package dev.terrarium.delivery;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import java.util.List;

/** Which engines answer on this machine, found by asking each the shortest question there is. */
public final class EngineProbe {
    private final Environment environment;

    /**
     * One engine, as {@code doctor} tells it.
     *
     * @param answer the architecture that it runs, or why it does not answer
     * @param fixes what to do about it, each in one line
     */
    public record Finding(Engine.Kind kind, boolean works, String answer, List<String> fixes) {
        public Finding {
            fixes = List.copyOf(fixes);
        }
    }

    public EngineProbe(Environment environment) {
        this.environment = environment;
    }

    /** Asks. */
    public Finding ask(Engine.Kind kind) {
        try {
            return new Finding(kind, true, Engines.find(kind, environment).architecture(), List.of());
        } catch (EnvironmentError e) {
            return refused(kind, e.problems().getFirst());
        } catch (UserError e) {
            return refused(kind, e.problems().getFirst());
        }
    }

    private static Finding refused(Engine.Kind kind, Problem problem) {
        return new Finding(kind, false, problem.message(), problem.hints());
    }
}
