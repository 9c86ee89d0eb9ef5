package dev.terrarium.cli.terminal;

import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.json.Json;
import java.util.List;

/** Problems as a program reads them: {@code terrarium.error/1}, in {@code docs/schemas/error.schema.json}. */
public final class ErrorDocument {
    private ErrorDocument() {}

    public static Json.Members of(List<Problem> problems, ExitCode exit) {
        return Json.Members.EMPTY
                .with("schema", "terrarium.error/1")
                .with("exit", exit.number())
                .with(
                        "problems",
                        Json.items(problems.stream().map(ErrorDocument::of).toList()));
    }

    private static Json.Members of(Problem problem) {
        Json.Members members =
                Json.Members.EMPTY.with("code", problem.code().id()).with("message", problem.message());
        return problem.place()
                .map(place -> with(members, place))
                .orElse(members)
                .with("hints", problem.hints());
    }

    private static Json.Members with(Json.Members members, Place place) {
        Json.Members more = members.with("file", place.file());
        if (place.line() > 0) {
            more = more.with("line", place.line());
        }
        return place.line() > 0 && place.column() > 0 ? more.with("column", place.column()) : more;
    }
}
