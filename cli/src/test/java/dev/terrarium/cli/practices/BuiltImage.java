package dev.terrarium.cli.practices;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.json.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An image as somebody sees it who has nothing but its OCI layout: documents, layers, and the file system that they make.
 *
 * <p>Paths have no slash before them. There are no whiteouts in images of ours, so that a later layer only adds or replaces.
 */
final class BuiltImage {
    private final Path layout;
    private final Path project;
    private final JsonNode index;
    private final JsonNode manifest;
    private final JsonNode config;
    private final List<LayerFile> layers = new ArrayList<>();
    private final NavigableMap<String, Item> files = new TreeMap<>();

    private BuiltImage(Path layout, Path project, Path scratch) throws IOException {
        this.layout = layout;
        this.project = project;
        this.index = JsonDocument.parse(Files.readAllBytes(layout.resolve("index.json")), JsonLimits.IMAGE)
                .root();
        this.manifest = document(index.itemsOf("manifests").getFirst());
        this.config = document(manifest.required("config"));
        for (JsonNode layer : manifest.itemsOf("layers")) {
            Path tar = Files.createTempFile(scratch, "layer", ".tar");
            Files.delete(tar);
            layers.add(LayerFile.read(blob(layer), tar));
        }
        for (LayerFile layer : layers) {
            layer.items().forEach(item -> files.put(item.path(), item));
        }
    }

    /** @param project what it was built from, with the lock that the build wrote */
    static BuiltImage read(Path layout, Path project, Path scratch) throws IOException {
        return new BuiltImage(layout, project, scratch);
    }

    private JsonNode document(JsonNode descriptor) throws IOException {
        return JsonDocument.parse(Files.readAllBytes(blob(descriptor)), JsonLimits.IMAGE)
                .root();
    }

    private Path blob(JsonNode descriptor) throws JsonInvalid {
        return layout.resolve("blobs")
                .resolve(descriptor.required("digest").text().replace(':', '/'));
    }

    Path layout() {
        return layout;
    }

    Path project() {
        return project;
    }

    JsonNode index() {
        return index;
    }

    JsonNode manifest() {
        return manifest;
    }

    JsonNode config() {
        return config;
    }

    /** The part of the config that a container is started by. */
    JsonNode container() throws JsonInvalid {
        return config.required("config");
    }

    List<LayerFile> layers() {
        return Collections.unmodifiableList(layers);
    }

    /** Every entry of every layer, those too that a later layer replaces. */
    Stream<Item> items() {
        return layers.stream().flatMap(layer -> layer.items().stream());
    }

    /** What a container sees, by path. */
    NavigableMap<String, Item> files() {
        return Collections.unmodifiableNavigableMap(files);
    }

    /** What a container sees below a directory. */
    Stream<Item> below(String directory) {
        return files.subMap(directory + "/", directory + "0").values().stream();
    }

    String text(String path) {
        return new String(file(path).bytes(), UTF_8);
    }

    /** The file that a path leads to, through whatever links. */
    Item file(String path) {
        return resolve(path).orElseThrow(() -> new AssertionError("the image has no " + path));
    }

    /** Follows links, as a kernel whose root the image is; empty when they lead nowhere. */
    Optional<Item> resolve(String path) {
        return resolve(path, 0);
    }

    private Optional<Item> resolve(String path, int depth) {
        var parts = new ArrayList<String>();
        String[] names = path.split("/");
        for (int i = 0; i < names.length; i++) {
            if (names[i].isEmpty() || names[i].equals(".")) {
                continue;
            }
            if (names[i].equals("..")) {
                if (!parts.isEmpty()) {
                    parts.removeLast();
                }
                continue;
            }
            parts.add(names[i]);
            Item item = files.get(String.join("/", parts));
            if (item == null || depth > 40) {
                return Optional.empty();
            }
            if (item.isLink()) {
                parts.removeLast();
                String target = item.entry().target();
                String from = target.startsWith("/") ? "" : String.join("/", parts) + "/";
                String rest = String.join("/", List.of(names).subList(i + 1, names.length));
                return resolve(from + target + "/" + rest, depth + 1);
            }
        }
        return Optional.ofNullable(files.get(String.join("/", parts)));
    }

    /** Manifest and config as they are served. */
    List<byte[]> documents() throws IOException {
        return List.of(
                Files.readAllBytes(blob(index.itemsOf("manifests").getFirst())),
                Files.readAllBytes(blob(manifest.required("config"))));
    }

    SequencedMap<String, String> environment() throws JsonInvalid {
        var variables = new LinkedHashMap<String, String>();
        for (String variable : container().textsOf("Env")) {
            int equals = variable.indexOf('=');
            variables.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return variables;
    }

    /** A variable's value; empty when it is not set. */
    String variable(String name) throws JsonInvalid {
        return environment().getOrDefault(name, "");
    }

    SequencedMap<String, String> labels() throws JsonInvalid {
        return container().mapOf("Labels");
    }

    /** A label that holds a document. */
    JsonNode record(String label) throws JsonInvalid {
        return json(labels().getOrDefault(label, ""));
    }

    static JsonNode json(String text) throws JsonInvalid {
        return JsonDocument.parse(text.getBytes(UTF_8), JsonLimits.IMAGE).root();
    }

    /** What the config says of how each layer was made. */
    List<String> history() throws JsonInvalid {
        var texts = new ArrayList<String>();
        for (JsonNode step : config.itemsOf("history")) {
            texts.add(step.required("created_by").text());
        }
        return texts;
    }

    /** The interpreter's version. */
    String interpreter() throws JsonInvalid {
        return record("dev.terrarium.interpreter").required("version").text();
    }

    /** The whole argument vector that a container starts with. */
    List<String> command() throws JsonInvalid {
        return Stream.concat(container().textsOf("Entrypoint").stream(), container().textsOf("Cmd").stream())
                .toList();
    }

    /** The program that the launcher becomes, without its directory. */
    String server() throws JsonInvalid {
        String program = container().textsOf("Cmd").getFirst();
        return program.substring(program.lastIndexOf('/') + 1);
    }

    /** What follows a flag of the command. */
    Optional<String> flag(String name) throws JsonInvalid {
        List<String> command = command();
        int at = command.indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(command.get(at + 1));
    }

    @Override
    public String toString() {
        return layout.getFileName().toString();
    }
}
