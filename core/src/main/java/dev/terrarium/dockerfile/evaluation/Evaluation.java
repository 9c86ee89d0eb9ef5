package dev.terrarium.dockerfile.evaluation;

import dev.terrarium.dockerfile.Dockerfile;
import dev.terrarium.dockerfile.Expansion;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Instruction.Pair;
import dev.terrarium.dockerfile.Stage;
import dev.terrarium.dockerfile.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Walks through a file as a build does, with the defaults of its build arguments, and keeps what is known at each instruction.
 *
 * <p>What depends on the base image or on an argument without default is unknown, never guessed.
 *
 * @see <a href="https://docs.docker.com/build/building/variables/">Docker, build variables</a>
 */
public final class Evaluation {
    /** Arguments that every build has without a declaration. */
    private static final Set<String> PROXIES = Set.of(
            "HTTP_PROXY",
            "http_proxy",
            "HTTPS_PROXY",
            "https_proxy",
            "FTP_PROXY",
            "ftp_proxy",
            "NO_PROXY",
            "no_proxy",
            "ALL_PROXY",
            "all_proxy");

    private final Dockerfile file;
    private final Map<String, Value> given;
    private final Map<String, Value> globals = new HashMap<>();
    private final List<EvaluatedStage> stages = new ArrayList<>();

    private Evaluation(Dockerfile file, Map<String, String> given) {
        this.file = file;
        this.given = new HashMap<>();
        given.forEach((name, value) -> this.given.put(name, Value.of(value)));
    }

    /** The stages of a file, built with the given arguments. */
    public static List<EvaluatedStage> of(Dockerfile file, Map<String, String> buildArguments) {
        var evaluation = new Evaluation(file, buildArguments);
        evaluation.readGlobals();
        file.stages().forEach(evaluation::stage);
        return List.copyOf(evaluation.stages);
    }

    private void readGlobals() {
        for (Instruction instruction : file.globals()) {
            if (instruction instanceof Instruction.Arg arg) {
                for (Pair pair : arg.pairs()) {
                    globals.put(pair.name().text(), argument(pair, name -> globals.getOrDefault(name, Value.UNSET)));
                }
            }
        }
    }

    private Value argument(Pair pair, Function<String, Value> variables) {
        Value passed = given.get(pair.name().text());
        if (passed != null) {
            return passed;
        }
        return pair.value().map(word -> expand(word.raw(), variables)).orElse(Value.UNKNOWN);
    }

    private Value expand(String raw, Function<String, Value> variables) {
        return Expansion.expand(raw, file.escape(), variables);
    }

    private void stage(Stage stage) {
        Optional<EvaluatedStage> parent = stage.parent().map(stages::get);
        Value base = stage.from()
                .map(from -> expand(from.image().raw(), name -> globals.getOrDefault(name, platform(name))))
                .orElse(Value.UNKNOWN);
        State state = parent.map(EvaluatedStage::end).orElseGet(() -> State.start(base.equals(Value.of("scratch"))));
        var walk = new Walk(state, parent);
        for (Instruction instruction : stage.instructions()) {
            walk.states.add(walk.state);
            walk.step(instruction);
        }
        walk.states.add(walk.state);
        stages.add(new EvaluatedStage(stage, base, parent, walk.states, walk.runs, walk.cmd, walk.entrypoint));
    }

    /** {@code TARGETARCH} and the like have a value in every build, which nobody knows here. */
    private static Value platform(String name) {
        return name.startsWith("TARGET") || name.startsWith("BUILD") ? Value.UNKNOWN : Value.UNSET;
    }

    /** The way through one stage. */
    private final class Walk {
        private final List<State> states = new ArrayList<>();
        private final List<EvaluatedRun> runs = new ArrayList<>();
        private State state;
        private Optional<Instruction.Cmd> cmd;
        private Optional<Instruction.Entrypoint> entrypoint;

        private Walk(State state, Optional<EvaluatedStage> parent) {
            this.state = state;
            this.cmd = parent.flatMap(EvaluatedStage::cmd);
            this.entrypoint = parent.flatMap(EvaluatedStage::entrypoint);
        }

        private void step(Instruction instruction) {
            switch (instruction) {
                case Instruction.Env env -> environment(env);
                case Instruction.Arg arg -> arg.pairs().forEach(this::declare);
                case Instruction.User user -> state = state.withUser(user);
                case Instruction.Workdir workdir -> workdir(workdir);
                case Instruction.Shell shell ->
                    state = state.withShell(
                            shell.words().stream().map(Object::toString).toList());
                case Instruction.Cmd found -> cmd = Optional.of(found);
                case Instruction.Entrypoint found -> {
                    entrypoint = Optional.of(found);
                    cmd = cmd.filter(
                            before -> before.span().start() > found.span().start());
                }
                case Instruction.Run run -> runs.add(Runs.evaluate(file, run, state));
                case Instruction.From _,
                        Instruction.Copy _,
                        Instruction.Label _,
                        Instruction.StopSignal _,
                        Instruction.Expose _,
                        Instruction.Volume _,
                        Instruction.HealthCheck _,
                        Instruction.Maintainer _,
                        Instruction.OnBuild _,
                        Instruction.Broken _ -> {}
            }
        }

        /** All words see the variables from before the instruction. */
        private void environment(Instruction.Env env) {
            var changed = new HashMap<String, Value>();
            for (Pair pair : env.pairs()) {
                String raw = pair.value().orElseThrow().raw();
                changed.put(pair.name().text(), expand(raw, state::variable));
            }
            state = state.withEnvironment(changed);
        }

        private void declare(Pair pair) {
            String name = pair.name().text();
            Value value = argument(pair, state::variable);
            if (pair.value().isEmpty() && globals.containsKey(name)) {
                value = globals.get(name);
            }
            state = state.withArgument(name, PROXIES.contains(name) ? Value.UNKNOWN : value);
        }

        private void workdir(Instruction.Workdir workdir) {
            Value path = expand(workdir.path().raw(), state::variable);
            if (path instanceof Value.Known known && !known.text().startsWith("/")) {
                path = state.workdir() instanceof Value.Known before
                        ? Value.of((before.text().equals("/") ? "" : before.text()) + "/" + known.text())
                        : Value.UNKNOWN;
            }
            state = state.withWorkdir(path);
        }
    }
}
