package dev.terrarium.project.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.io.Progress;
import dev.terrarium.project.Project;
import dev.terrarium.project.Projects;
import dev.terrarium.project.files.FileWalk;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamplesTest {
    private static final Path EXAMPLES =
            Files.isDirectory(Path.of("examples")) ? Path.of("examples") : Path.of("..", "examples");
    private static final Pattern PINNED = Pattern.compile("(?m)^([a-z0-9-]+)==(\\S+)");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fastapi-service | uvicorn prices.main:app --host 0.0.0.0 --port ${PORT:-8000}                | FastAPI | SIGTERM | 6
            django-site     | gunicorn website.wsgi:application --bind 0.0.0.0:${PORT:-8000}             | Django  | SIGTERM | 13
            flask-app       | gunicorn app:app --bind 0.0.0.0:${PORT:-8000}                              | Flask   | SIGTERM | 5
            script          | python -m uptime                                                           |         | SIGTERM | 5
            """)
    void everyExampleStartsWithoutConfiguration(
            String name, String command, String framework, String signal, int leastFiles) throws IOException {
        Project project = Projects.read(EXAMPLES.resolve(name), Progress.SILENT);
        Store store = Store.at(directory.resolve("store"));
        var files = FileWalk.read(
                project.directory(), project.configuration().selection(), List.of(), store, Progress.SILENT);
        var locked = new TreeMap<String, String>();
        PINNED.matcher(Files.readString(project.lock().file()))
                .results()
                .forEach(pin -> locked.put(pin.group(1), pin.group(2)));

        StartCommand start = StartCommands.find(project, files, new Contents(store), locked, new Layout("app", "3.13"));

        assertThat(String.join(" ", start.argv())).startsWith("/opt/app/venv/bin/" + command);
        assertThat(start.framework().orElse(null)).isEqualTo(framework);
        assertThat(start.stopSignal()).isEqualTo(signal);
        assertThat(start.port()).hasValue(8000);
        assertThat(project.pinnedPython()).contains("3.13");
        assertThat(files.count()).isGreaterThanOrEqualTo(leastFiles);
    }
}
