package dev.terrarium.project.start;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What brings its own program or its own way to serve: Streamlit, Gradio, Airflow. */
final class Programs {
    private static final Set<String> USUAL = Set.of("streamlit_app", "app", "main", "Home", "home", "demo");
    private static final Pattern LAUNCHES = Pattern.compile("\\.launch\\s*\\(");

    private final Facts facts;

    Programs(Facts facts) {
        this.facts = facts;
    }

    Optional<Found> streamlit() {
        if (!facts.has("streamlit")) {
            return Optional.empty();
        }
        return one("script of Streamlit", scripts("streamlit")).map(module -> {
            int port = facts.port(8501);
            List<String> argv = List.of(
                    facts.program("streamlit"),
                    "run",
                    facts.placeOf(module),
                    "--server.address=0.0.0.0",
                    "--server.port=${PORT:-" + port + "}",
                    "--server.headless=true",
                    "--server.fileWatcherType=none",
                    "--browser.gatherUsageStats=false");
            return served(argv, port, "Streamlit", "streamlit", "streamlit is imported in " + module.path());
        });
    }

    Optional<Found> gradio() {
        if (!facts.has("gradio")) {
            return Optional.empty();
        }
        List<Module> launching = scripts("gradio").stream()
                .filter(module -> LAUNCHES.matcher(module.text()).find())
                .toList();
        return one("script of Gradio", launching).map(module -> {
            int port = facts.port(7860);
            List<String> argv = List.of(
                    "GRADIO_SERVER_NAME=0.0.0.0",
                    "GRADIO_SERVER_PORT=${PORT:-" + port + "}",
                    "GRADIO_ANALYTICS_ENABLED=False",
                    facts.program("python"),
                    "-m",
                    module.name().replaceFirst("\\.__main__$", ""));
            return served(argv, port, "Gradio", "gradio", "gradio is launched in " + module.path());
        });
    }

    private static Found served(List<String> argv, int port, String framework, String server, String reason) {
        return new Found(argv, OptionalInt.of(port), Optional.of(framework), Optional.of(server), reason);
    }

    /** Modules that import the package, those of the highest level; pages of an application are no programs. */
    private List<Module> scripts(String packageName) {
        List<Module> using = facts.modules().all().stream()
                .filter(module -> module.uses(packageName))
                .filter(module -> !("/" + module.path()).contains("/pages/"))
                .toList();
        long least = using.stream().mapToLong(Programs::depth).min().orElse(0);
        return using.stream().filter(module -> depth(module) == least).toList();
    }

    private static long depth(Module module) {
        return module.path().chars().filter(c -> c == '/').count();
    }

    private static Optional<Module> one(String kind, List<Module> candidates) {
        List<Module> usual = candidates.stream()
                .filter(module -> USUAL.contains(module.lastName()))
                .toList();
        List<Module> likely = usual.size() == 1 ? usual : candidates;
        if (likely.size() > 1) {
            throw Refusals.ambiguous(
                    kind,
                    likely.stream().map(Module::path).toList(),
                    List.of("python", "-m", likely.getFirst().name()));
        }
        return likely.stream().findFirst();
    }

    /** The program of Airflow, whose projects are nothing but DAGs. */
    Optional<Found> airflow() {
        return Optional.ofNullable(airflowCommands().get("api-server"))
                .or(() -> Optional.ofNullable(airflowCommands().get("webserver")));
    }

    /** Everything that a deployment of Airflow runs besides each other, by the name of its subcommand. */
    SortedMap<String, Found> airflowCommands() {
        var commands = new TreeMap<String, Found>();
        boolean used = facts.modules().all().stream().anyMatch(module -> module.uses("airflow"));
        if (!used || !facts.has("apache-airflow") && !facts.has("apache-airflow-core")) {
            return commands;
        }
        int port = facts.port(8080);
        String portText = "${PORT:-" + port + "}";
        String version =
                facts.has("apache-airflow") ? facts.version("apache-airflow") : facts.version("apache-airflow-core");
        String reason = "airflow is imported, and apache-airflow " + version + " is locked";
        boolean second = version.startsWith("2.");
        String web = second ? "webserver" : "api-server";
        commands.put(
                web,
                served(
                        airflow(List.of(
                                web,
                                second ? "--hostname" : "--host",
                                "0.0.0.0",
                                "--port",
                                portText,
                                "--workers",
                                "${WEB_CONCURRENCY:-1}")),
                        port,
                        "Airflow",
                        "airflow",
                        reason));
        for (String name :
                second ? List.of("scheduler", "triggerer") : List.of("scheduler", "triggerer", "dag-processor")) {
            commands.put(name, Found.job(airflow(List.of(name)), "Airflow", reason));
        }
        commands.put("migrate", Found.job(airflow(List.of("db", "migrate")), "Airflow", reason));
        return commands;
    }

    /** DAGs are the project's; what Airflow writes for itself goes where a read-only root lets it. */
    private List<String> airflow(List<String> words) {
        String place = facts.project().isPackage()
                ? "/" + facts.layout().sitePackages()
                : "/" + facts.layout().prefix().resolve("project");
        boolean folder =
                facts.modules().all().stream().anyMatch(module -> module.path().startsWith("dags/"));
        var argv = new java.util.ArrayList<>(List.of(
                "AIRFLOW_HOME=/tmp/airflow",
                "AIRFLOW__CORE__DAGS_FOLDER=" + place + (folder ? "/dags" : ""),
                "AIRFLOW__CORE__LOAD_EXAMPLES=False",
                facts.program("airflow")));
        argv.addAll(words);
        return argv;
    }
}
