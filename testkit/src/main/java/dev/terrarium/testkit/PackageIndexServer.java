package dev.terrarium.testkit;

import dev.terrarium.oci.Digest;
import dev.terrarium.testkit.LoopbackServer.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * A package index on loopback: {@code /simple/NAME/} as JSON or HTML, {@code /files/FILENAME} and its {@code .metadata}, and
 * {@code /flat/} as a page of links for find-links.
 *
 * <p>What it holds is described with {@link WheelRecipe}; what it does wrong, with a script that sees each request first. With
 * {@link Options#login} it answers 401 to whoever does not say user and password; a second server asserts with
 * {@link #sawCredentials} that nothing of it came to another origin.
 *
 * <pre>{@code
 * try (var index = PackageIndexServer.start(Options.JSON)) {
 *   index.add(WheelRecipe.of("six", "1.16.0"));
 *   index.yank("six-1.16.0-py3-none-any.whl", "broken");
 *   ask(index.simple());
 * }
 * }</pre>
 */
public final class PackageIndexServer implements AutoCloseable {
    private final Options options;
    private final Map<String, Held> files = new LinkedHashMap<>();
    private final LoopbackServer server;

    /**
     * How an index behaves.
     *
     * @param json whether pages are JSON when the client accepts it; else they are HTML always
     * @param metadata whether {@code .metadata} files are told of and served
     * @param login {@code user:password}; empty when everybody may read
     * @param filesAt where links to files lead; empty for this server
     * @param script sees each request first; its answer, if any, replaces the server's own
     */
    public record Options(
            boolean json,
            boolean metadata,
            String login,
            Optional<URI> filesAt,
            BiFunction<Request, PackageIndexServer, Optional<Reply>> script) {

        /** Pages in JSON, with {@code .metadata}, for everybody. */
        public static final Options JSON =
                new Options(true, true, "", Optional.empty(), (request, index) -> Optional.empty());

        public Options withHtml() {
            return new Options(false, metadata, login, filesAt, script);
        }

        public Options withoutMetadata() {
            return new Options(json, false, login, filesAt, script);
        }

        public Options withLogin(String userAndPassword) {
            return new Options(json, metadata, userAndPassword, filesAt, script);
        }

        public Options withFilesAt(URI base) {
            return new Options(json, metadata, login, Optional.of(base), script);
        }

        public Options withScript(BiFunction<Request, PackageIndexServer, Optional<Reply>> other) {
            return new Options(json, metadata, login, filesAt, other);
        }
    }

    private record Held(
            String project,
            String version,
            String filename,
            byte[] bytes,
            byte[] metadata,
            String requiresPython,
            Optional<String> yanked) {
        Held withYanked(String reason) {
            return new Held(project, version, filename, bytes, metadata, requiresPython, Optional.of(reason));
        }

        String metadataHash() {
            return "sha256=" + Digest.ofBytes(metadata).hex();
        }
    }

    private PackageIndexServer(Options options) {
        this.options = options;
        this.server = LoopbackServer.start(this::answer);
    }

    public static PackageIndexServer start(Options options) {
        return new PackageIndexServer(options);
    }

    /** Puts wheels in; one of the same file name replaces the one before. */
    public synchronized PackageIndexServer add(WheelRecipe... wheels) {
        for (WheelRecipe wheel : wheels) {
            String python = wheel.headers().stream()
                    .filter(header -> header.startsWith("Requires-Python: "))
                    .map(header -> header.substring("Requires-Python: ".length()))
                    .findFirst()
                    .orElse("");
            String project = wheel.name().replaceAll("[-_.]+", "-").toLowerCase(java.util.Locale.ROOT);
            put(new Held(
                    project,
                    wheel.version(),
                    wheel.filename(),
                    wheel.bytes(),
                    wheel.metadata(),
                    python,
                    Optional.empty()));
        }
        return this;
    }

    /** Puts any file in, such as an sdist. */
    public synchronized PackageIndexServer add(String project, String filename, byte[] bytes) {
        put(new Held(project, "", filename, bytes.clone(), new byte[0], "", Optional.empty()));
        return this;
    }

    private void put(Held held) {
        files.put(held.filename(), held);
    }

    public synchronized PackageIndexServer yank(String filename, String reason) {
        files.computeIfPresent(filename, (name, held) -> held.withYanked(reason));
        return this;
    }

    /** What to give as an index. */
    public URI simple() {
        return server.uri("/simple/");
    }

    /** {@link #simple} with user and password in it, as people write them into configurations. */
    public URI simpleWithLogin() {
        return URI.create(simple().toString().replace("://", "://" + options.login() + "@"));
    }

    /** What to give as find-links. */
    public URI flat() {
        return server.uri("/flat/");
    }

    public URI fileUri(String filename) {
        return options.filesAt().orElse(server.uri("/")).resolve("/files/" + filename);
    }

    /** What was asked, as {@code /simple/six/}, in the order in which it came. */
    public List<String> requests() {
        return server.requests().stream().map(Request::path).toList();
    }

    /** Whether any request said who it was. */
    public boolean sawCredentials() {
        return server.requests().stream()
                .anyMatch(request -> request.header("authorization").isPresent());
    }

    private synchronized Reply answer(Request request) {
        Optional<Reply> scripted = options.script().apply(request, this);
        return scripted.orElseGet(() -> isAllowed(request)
                ? honest(request)
                : Reply.status(401).with("WWW-Authenticate", "Basic realm=\"index\""));
    }

    private boolean isAllowed(Request request) {
        String expected =
                "Basic " + Base64.getEncoder().encodeToString(options.login().getBytes(StandardCharsets.UTF_8));
        return options.login().isEmpty()
                || request.header("authorization").filter(expected::equals).isPresent();
    }

    /** What the server answers when no script stands before it. */
    public synchronized Reply honest(Request request) {
        String path = request.path();
        if (path.startsWith("/files/")) {
            return file(request, path.substring("/files/".length()));
        }
        if (path.equals("/flat/")) {
            return html(List.copyOf(files.values()));
        }
        if (!path.startsWith("/simple/") || !path.endsWith("/")) {
            return Reply.status(404);
        }
        String project = path.substring("/simple/".length(), path.length() - 1);
        List<Held> held = files.values().stream()
                .filter(file -> file.project().equals(project))
                .toList();
        if (held.isEmpty()) {
            return Reply.status(404);
        }
        boolean json = options.json()
                && request.header("accept").filter(it -> it.contains("v1+json")).isPresent();
        return json ? json(project, held) : html(held);
    }

    private Reply file(Request request, String name) {
        boolean metadata = name.endsWith(".metadata");
        Held held = files.get(metadata ? name.substring(0, name.length() - ".metadata".length()) : name);
        if (held == null || metadata && !options.metadata()) {
            return Reply.status(404);
        }
        return metadata ? Reply.of(held.metadata()) : Reply.file(request, held.bytes());
    }

    private Reply html(List<Held> held) {
        var text = new StringBuilder(
                "<!DOCTYPE html><html><head><meta name=\"pypi:repository-version\" content=\"1.0\"></head><body>\n");
        for (Held file : held) {
            text.append("<a href=\"").append(fileUri(file.filename())).append("#sha256=");
            text.append(Digest.ofBytes(file.bytes()).hex()).append('"');
            if (!file.requiresPython().isEmpty()) {
                text.append(" data-requires-python=\"")
                        .append(escaped(file.requiresPython()))
                        .append('"');
            }
            if (options.metadata() && file.metadata().length > 0) {
                text.append(" data-core-metadata=\"")
                        .append(file.metadataHash())
                        .append('"');
            }
            file.yanked()
                    .ifPresent(reason -> text.append(" data-yanked=\"")
                            .append(escaped(reason))
                            .append('"'));
            text.append('>').append(file.filename()).append("</a><br/>\n");
        }
        return Reply.text(text + "</body></html>\n").with("Content-Type", "text/html; charset=utf-8");
    }

    private Reply json(String project, List<Held> held) {
        var entries = new ArrayList<String>();
        for (Held file : held) {
            var members = new TreeMap<String, String>();
            members.put("filename", quoted(file.filename()));
            members.put("url", quoted(fileUri(file.filename()).toString()));
            members.put(
                    "hashes",
                    "{\"sha256\":" + quoted(Digest.ofBytes(file.bytes()).hex()) + "}");
            members.put("size", String.valueOf(file.bytes().length));
            if (!file.requiresPython().isEmpty()) {
                members.put("requires-python", quoted(file.requiresPython()));
            }
            if (options.metadata() && file.metadata().length > 0) {
                members.put(
                        "core-metadata",
                        "{\"sha256\":" + quoted(Digest.ofBytes(file.metadata()).hex()) + "}");
            }
            members.put("yanked", file.yanked().map(PackageIndexServer::quoted).orElse("false"));
            entries.add("{"
                    + String.join(
                            ",",
                            members.entrySet().stream()
                                    .map(it -> quoted(it.getKey()) + ":" + it.getValue())
                                    .toList())
                    + "}");
        }
        return Reply.text("{\"meta\":{\"api-version\":\"1.1\"},\"name\":" + quoted(project) + ",\"files\":["
                        + String.join(",", entries) + "]}")
                .with("Content-Type", "application/vnd.pypi.simple.v1+json");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public void close() {
        server.close();
    }
}
