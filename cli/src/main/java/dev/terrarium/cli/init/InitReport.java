package dev.terrarium.cli.init;

import dev.terrarium.cli.command.Result;
import dev.terrarium.json.Json;
import java.util.List;
import java.util.Locale;

/** What {@code init} wrote, or would write. */
record InitReport(List<PlannedFile> files, boolean dry) implements Result {
    InitReport {
        files = List.copyOf(files);
    }

    @Override
    public String text() {
        var text = new StringBuilder();
        for (PlannedFile file : files) {
            if (dry) {
                text.append(files.size() == 1 ? "" : "# " + file.path().getFileName() + "\n");
                text.append(file.added());
            } else {
                text.append(file.path()).append("  ").append(action(file)).append('\n');
            }
        }
        return text.toString();
    }

    @Override
    public Json.Members document() {
        return Json.Members.EMPTY
                .with("schema", "terrarium.init/1")
                .with("written", !dry)
                .with("files", Json.items(files.stream().map(InitReport::file).toList()));
    }

    private static Json.Members file(PlannedFile file) {
        return Json.Members.EMPTY
                .with("path", file.path().toString())
                .with("action", action(file))
                .with("text", file.added());
    }

    private static String action(PlannedFile file) {
        return file.action().name().toLowerCase(Locale.ROOT);
    }
}
