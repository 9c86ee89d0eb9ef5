package dev.terrarium.project.start;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a program lacks as the first process of a container: the kernel gives that one no default action for signals, and all
 * orphans.
 *
 * @param stopSignal the one on which it ends in order
 * @param init why the launcher has to stay before it, if it has to
 */
record ProcessOne(String stopSignal, Optional<String> init) {
    private static final Set<String> HEED_TERM =
            Set.of("celery", "rq", "dramatiq", "streamlit", "airflow", "prefect", "arq", "huey_consumer", "taskiq");
    private static final Pattern HANDLES_TERM = Pattern.compile(
            "\\bSIGTERM\\b|\\buvicorn\\.run\\b|\\bhypercorn\\b|\\bgunicorn\\b|\\brun_app\\b|\\bSanic\\b");
    private static final Pattern SPAWNS = Pattern.compile("(?m)^[ \\t]*(?:import|from)\\s+(?:subprocess|pexpect|sh)\\b"
            + "|\\bcreate_subprocess_(?:exec|shell)\\b|\\bos\\.(?:fork|system|popen|posix_spawnp?|spawn\\w+)\\b");
    /** Packages whose programs leave grandchildren behind. */
    private static final List<String> BROWSERS =
            List.of("playwright", "selenium", "pyppeteer", "patchright", "undetected-chromedriver");

    static ProcessOne of(List<String> argv, Facts facts) {
        String program = programOf(argv);
        Optional<Server> server = Server.ofProgram(program);
        boolean handled = server.map(Server::heedsTerm)
                .orElseGet(() -> HEED_TERM.contains(program)
                        || program.equals(Adapter.PROGRAM)
                        || isOwn(argv, program, facts)
                                && facts.anyModule(
                                        text -> HANDLES_TERM.matcher(text).find()));
        if (!handled) {
            boolean interrupted = server.isPresent() || isOwn(argv, program, facts);
            return new ProcessOne(
                    interrupted ? "SIGINT" : "SIGTERM",
                    Optional.of("`" + program + "` would not heed SIGTERM as process 1"));
        }
        boolean buries = server.filter(Server::buriesAll).isPresent();
        return new ProcessOne(
                "SIGTERM",
                buries
                        ? Optional.empty()
                        : spawner(facts).map(who -> who + " starts processes, and leaves some behind"));
    }

    /** Python itself, and what the project declares, end in order on the interrupt of a keyboard; of other programs nothing is known. */
    private static boolean isOwn(List<String> argv, String program, Facts facts) {
        return program.matches("python[0-9.]*")
                || facts.project().scripts().containsKey(program)
                || argv.getFirst().endsWith(".py");
    }

    /** {@code uvicorn} of {@code python -m uvicorn} too. */
    private static String programOf(List<String> argv) {
        List<String> words = argv.stream()
                .dropWhile(word -> argv.size() > 1 && word.matches("[A-Za-z_]\\w*=.*"))
                .toList();
        String first = words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
        if (first.matches("python[0-9.]*") && words.size() > 2 && words.get(1).equals("-m")) {
            String module = words.get(2).replaceFirst("\\..*", "");
            return Server.ofProgram(module).isPresent() || HEED_TERM.contains(module) ? module : first;
        }
        return first;
    }

    private static Optional<String> spawner(Facts facts) {
        return facts.modules().all().stream()
                .filter(module -> SPAWNS.matcher(module.text()).find())
                .map(module -> "`" + module.path() + "`")
                .findFirst()
                .or(() -> BROWSERS.stream().filter(facts::has).findFirst().map(name -> "`" + name + "`"));
    }
}
