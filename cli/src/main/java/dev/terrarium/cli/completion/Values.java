package dev.terrarium.cli.completion;

import java.util.List;

/** What may stand where a placeholder stands, as far as a shell can know. */
sealed interface Values {
    /** Nothing that could be proposed: a name, a version. */
    record Unknown() implements Values {}

    record Files() implements Values {}

    record Directories() implements Values {}

    /** One of these. */
    record Words(List<String> words) implements Values {
        public Words {
            words = List.copyOf(words);
        }
    }

    /** By the placeholder, which means the same in all tables. */
    static Values of(String placeholder) {
        return switch (placeholder) {
            case "PROJECT", "DIR" -> new Directories();
            case "FILE", "TYPE:PATH", "IMAGE", "SRC", "DST" -> new Files();
            case "PLATFORM" -> new Words(List.of("linux/amd64", "linux/arm64"));
            case "SHELL" -> new Words(CompletionCommand.SHELLS);
            default -> new Unknown();
        };
    }
}
