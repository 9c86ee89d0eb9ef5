package dev.terrarium.python.index;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.json.JsonNode;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Malformed;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads an index's page in JSON. A file that makes no sense is passed over, as installers do; a page that makes none is refused.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/simple-repository-api/">simple repository API</a>
 */
final class JsonPage {
    private static final JsonLimits LIMITS = new JsonLimits(PageReader.LARGEST, 32);

    private JsonPage() {}

    static List<IndexFile> read(byte[] bytes, URI page) throws IOException {
        JsonNode root = JsonDocument.parse(bytes, LIMITS).root();
        PageReader.checkVersion(root.required("meta").required("api-version").text());
        List<JsonNode> entries = root.required("files").items();
        if (entries.size() > PageReader.MOST_FILES) {
            throw new Malformed("a page of more than " + PageReader.MOST_FILES + " files");
        }
        var files = new ArrayList<IndexFile>();
        for (JsonNode entry : isQuarantined(root) ? List.<JsonNode>of() : entries) {
            file(entry, page).ifPresent(files::add);
        }
        return files;
    }

    private static boolean isQuarantined(JsonNode root) throws JsonInvalid {
        Optional<JsonNode> status = root.member("project-status");
        return status.isPresent()
                && status.get().value() instanceof Json.Members
                && status.get().textOf("status").filter("quarantined"::equals).isPresent();
    }

    private static Optional<IndexFile> file(JsonNode entry, URI page) {
        try {
            String name = entry.required("filename").text();
            Optional<URI> location =
                    PageReader.resolved(page, entry.required("url").text());
            if (location.isEmpty() || !PageReader.isFilename(name)) {
                return Optional.empty();
            }
            Optional<JsonNode> size = entry.member("size");
            return Optional.of(new IndexFile(
                    name,
                    location.get(),
                    hash(entry.member("hashes")),
                    entry.textOf("requires-python"),
                    metadata(entry),
                    yanked(entry),
                    size.isPresent() ? OptionalLong.of(size.get().whole()) : OptionalLong.empty()));
        } catch (JsonInvalid e) {
            return Optional.empty();
        }
    }

    private static Optional<Digest> hash(Optional<JsonNode> hashes) throws JsonInvalid {
        return hashes.isPresent() ? hashes.get().textOf("sha256").flatMap(PageReader::sha256) : Optional.empty();
    }

    /** The older name counts only when the newer one is missing: some indexes served wrong hashes under the older. */
    private static Optional<IndexFile.CoreMetadata> metadata(JsonNode entry) throws JsonInvalid {
        Optional<JsonNode> told = entry.member("core-metadata");
        told = told.isPresent() ? told : entry.member("dist-info-metadata");
        if (told.isEmpty()) {
            return Optional.empty();
        }
        return switch (told.get().value()) {
            case Json.Bool(var flag) ->
                flag ? Optional.of(new IndexFile.CoreMetadata(Optional.empty())) : Optional.empty();
            case Json.Members _ -> Optional.of(new IndexFile.CoreMetadata(hash(told)));
            case Json.Items _, Json.Text _, Json.Numeral _, Json.Nothing _ -> Optional.empty();
        };
    }

    private static Optional<String> yanked(JsonNode entry) throws JsonInvalid {
        Optional<JsonNode> told = entry.member("yanked");
        if (told.isEmpty()) {
            return Optional.empty();
        }
        return switch (told.get().value()) {
            case Json.Bool(var flag) -> flag ? Optional.of("") : Optional.empty();
            case Json.Text(var reason) -> Optional.of(reason);
            case Json.Members _, Json.Items _, Json.Numeral _, Json.Nothing _ -> Optional.empty();
        };
    }
}
