package dev.terrarium.cli.terminal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.terrarium.error.Problem;
import java.util.List;

/** Problems as a program reads them: {@code terrarium.error/1}, in {@code docs/schemas/error.schema.json}. */
public final class ErrorDocument {
    private ErrorDocument() {}

    public static JsonObject of(List<Problem> problems, ExitCode exit) {
        var document = new JsonObject();
        document.addProperty("schema", "terrarium.error/1");
        document.addProperty("exit", exit.number());
        var list = new JsonArray();
        problems.forEach(problem -> list.add(of(problem)));
        document.add("problems", list);
        return document;
    }

    private static JsonObject of(Problem problem) {
        var object = new JsonObject();
        object.addProperty("code", problem.code().id());
        object.addProperty("message", problem.message());
        problem.place().ifPresent(place -> {
            object.addProperty("file", place.file());
            if (place.line() > 0) {
                object.addProperty("line", place.line());
            }
            if (place.column() > 0) {
                object.addProperty("column", place.column());
            }
        });
        var hints = new JsonArray();
        problem.hints().forEach(hints::add);
        object.add("hints", hints);
        return object;
    }
}
