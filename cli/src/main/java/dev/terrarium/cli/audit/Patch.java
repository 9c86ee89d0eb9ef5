package dev.terrarium.cli.audit;

import dev.terrarium.cli.command.Result;
import dev.terrarium.json.Json;

/** All fixes as one patch, which nobody applied. */
record Patch(String text) implements Result {
    @Override
    public Json.Members document() {
        return Json.Members.EMPTY.with("schema", "terrarium.audit-patch/1").with("patch", text);
    }
}
