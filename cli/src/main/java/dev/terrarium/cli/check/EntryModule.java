package dev.terrarium.cli.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The module that a command line makes Python import first, as far as the line says.
 *
 * <p>Not the module behind {@code -m}: that runs when it is imported, which starting it does anyway.
 */
final class EntryModule {
    private static final Pattern TARGET = Pattern.compile("([A-Za-z_]\\w*(?:\\.\\w+)*):[A-Za-z_]\\w*(?:[.(].*)?");
    private static final Pattern MODULE = Pattern.compile("([A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*)(?::\\w+)?");
    private static final List<String> CELERY = List.of("-A", "--app");

    private EntryModule() {}

    /** @param scripts entries of {@code [project.scripts]}: name and target */
    static Optional<String> of(List<String> argv, Map<String, String> scripts) {
        String program = argv.getFirst().substring(argv.getFirst().lastIndexOf('/') + 1);
        String script = scripts.get(program);
        if (script != null) {
            return module(TARGET, script.strip());
        }
        if (program.equals("celery")) {
            return celery(argv);
        }
        if (program.startsWith("python")) {
            return Optional.empty();
        }
        for (int i = 1; i < argv.size(); i++) {
            boolean isValue =
                    argv.get(i - 1).startsWith("-") && !argv.get(i - 1).contains("=");
            Optional<String> module = module(TARGET, argv.get(i));
            if (!isValue && module.isPresent()) {
                return module;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> celery(List<String> argv) {
        for (int i = 1; i < argv.size(); i++) {
            if (CELERY.contains(argv.get(i - 1))) {
                return module(MODULE, argv.get(i));
            }
            if (argv.get(i).startsWith("--app=")) {
                return module(MODULE, argv.get(i).substring("--app=".length()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> module(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
