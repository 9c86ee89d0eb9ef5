package dev.terrarium.dockerfile;

import java.util.List;
import java.util.Optional;

/** One instruction of a file. */
public sealed interface Instruction {
    Head head();

    default Span span() {
        return head().span();
    }

    /** A name with a value, of {@code ENV}, {@code LABEL} and {@code ARG}. */
    record Pair(Word name, Optional<Word> value, Span span) {}

    /**
     * Begins a stage.
     *
     * @param image the image or the stage it begins from
     * @param alias its name
     * @param as the keyword {@code AS}
     */
    record From(Head head, Word image, Optional<Word> alias, Optional<Word> as) implements Instruction {}

    record Run(Head head, Command command) implements Instruction {}

    record Cmd(Head head, Command command) implements Instruction {}

    record Entrypoint(Head head, Command command) implements Instruction {}

    /** The shell that shell forms are given to from here on. */
    record Shell(Head head, List<Word> words) implements Instruction {
        public Shell {
            words = List.copyOf(words);
        }
    }

    /** {@code COPY} and {@code ADD}: {@link Head#keyword} tells which. */
    record Copy(Head head, List<Word> sources, Word destination) implements Instruction {
        public Copy {
            sources = List.copyOf(sources);
        }

        public boolean isAdd() {
            return head.keyword().equals("ADD");
        }
    }

    /**
     * @param isLegacy written {@code ENV NAME value}, without {@code =}
     */
    record Env(Head head, List<Pair> pairs, boolean isLegacy) implements Instruction {
        public Env {
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * @param isLegacy written {@code LABEL name value}, without {@code =}
     */
    record Label(Head head, List<Pair> pairs, boolean isLegacy) implements Instruction {
        public Label {
            pairs = List.copyOf(pairs);
        }
    }

    record Arg(Head head, List<Pair> pairs) implements Instruction {
        public Arg {
            pairs = List.copyOf(pairs);
        }
    }

    record Workdir(Head head, Word path) implements Instruction {}

    record User(Head head, Word user) implements Instruction {}

    record StopSignal(Head head, Word signal) implements Instruction {}

    record Expose(Head head, List<Word> ports) implements Instruction {
        public Expose {
            ports = List.copyOf(ports);
        }
    }

    record Volume(Head head, List<Word> paths) implements Instruction {
        public Volume {
            paths = List.copyOf(paths);
        }
    }

    /**
     * @param command none for {@code HEALTHCHECK NONE}
     */
    record HealthCheck(Head head, Optional<Command> command) implements Instruction {}

    record Maintainer(Head head, Word name) implements Instruction {}

    /** What a build from this image runs first. */
    record OnBuild(Head head, Instruction instruction) implements Instruction {}

    /** One that BuildKit refuses; {@link Dockerfile#problems} tells why. */
    record Broken(Head head) implements Instruction {}
}
