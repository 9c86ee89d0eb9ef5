package dev.terrarium.project.start;

import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a line of the Procfile becomes in an image: its words, and of a known server the settings that they leave open. */
final class ProcfileStart {
    private static final int PORT = 8000;

    private ProcfileStart() {}

    /** @throws UserError when the line is for a shell, or for development */
    static Optional<Found> find(Facts facts) {
        return facts.procfile()
                .map(Procfile::read)
                .flatMap(procfile -> procfile.first().map(type -> {
                    List<String> argv = argv(procfile, type, facts);
                    List<Problem> problems = CommandRules.problems(
                            argv,
                            "the Procfile's line",
                            facts.project().configuration().os().shell());
                    if (!problems.isEmpty()) {
                        throw new UserError(problems);
                    }
                    Optional<Server> server = server(argv);
                    boolean web = type.equals("web");
                    return new Found(
                            argv,
                            server.isPresent() || web && mentionsPort(argv)
                                    ? OptionalInt.of(facts.port(PORT))
                                    : OptionalInt.empty(),
                            Optional.empty(),
                            server.map(Server::program),
                            "`" + type + "` of the Procfile");
                }));
    }

    static List<String> argv(Procfile procfile, String type, Facts facts) {
        List<String> words = procfile.words(type, facts.port(PORT));
        int program = program(words);
        var argv = new ArrayList<>(words.subList(0, program));
        String name = words.get(program);
        boolean ours = name.matches("python[0-9.]*") || server(words).isPresent() || facts.has(name);
        argv.add(ours ? facts.program(name) : name);
        List<String> arguments = words.subList(program + 1, words.size());
        argv.addAll(server(words)
                .map(server -> new ServerSettings(server, facts.version(server.distribution()), facts.port(PORT))
                        .completed(arguments))
                .orElse(arguments));
        return List.copyOf(argv);
    }

    private static Optional<Server> server(List<String> words) {
        return Server.ofProgram(words.get(program(words)));
    }

    private static int program(List<String> words) {
        int at = 0;
        while (at < words.size() - 1 && words.get(at).matches("[A-Za-z_]\\w*=.*")) {
            at++;
        }
        return at;
    }

    private static boolean mentionsPort(List<String> argv) {
        return argv.stream().anyMatch(word -> word.contains("${PORT"));
    }
}
