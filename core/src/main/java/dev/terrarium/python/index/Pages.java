package dev.terrarium.python.index;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.http.Http;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.PackageName;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Fetches and reads the pages of indexes and links, over HTTP or from directories. */
final class Pages {
    private static final Map<String, String> HEADERS = Map.of(
            "Accept",
            "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01");

    private final Http http;

    Pages(Http http) {
        this.http = http;
    }

    /** A project's page; empty when the index says that it has no such project. */
    Optional<List<IndexFile>> project(Source index, PackageName project) {
        URI page = index.uri().resolve(project + "/");
        if (isLocal(page)) {
            List<IndexFile> files = local(page);
            return files.isEmpty() ? Optional.empty() : Optional.of(files);
        }
        return remote(page, index);
    }

    /** All files of a page or directory of links; none when there is no such page. */
    List<IndexFile> links(Source source) {
        return isLocal(source.uri())
                ? local(source.uri())
                : remote(source.uri(), source).orElse(List.of());
    }

    private static boolean isLocal(URI uri) {
        return "file".equalsIgnoreCase(uri.getScheme());
    }

    private Optional<List<IndexFile>> remote(URI page, Source source) {
        Http.Answer answer = http.document(page, HEADERS, PageReader.LARGEST);
        if (!answer.isFound()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(answer));
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(
                            ErrorCode.SERVER_REFUSED,
                            "the page of a package index makes no sense: " + e.getMessage() + ", at `"
                                    + shown(page, source) + "`",
                            "check the address in " + source.from()),
                    e);
        }
    }

    private static String shown(URI page, Source source) {
        return new Source(Source.Kind.LINKS, page, source.from()).shown();
    }

    private static List<IndexFile> read(Http.Answer answer) throws IOException {
        String type = answer.header("content-type").orElse("text/html");
        if (type.startsWith("application/vnd.pypi.simple.") && !type.startsWith("application/vnd.pypi.simple.v1+")) {
            throw new dev.terrarium.python.Malformed(
                    "a page of the unknown type `" + dev.terrarium.python.Malformed.shown(type) + "`");
        }
        return type.contains("json")
                ? JsonPage.read(answer.body(), answer.uri())
                : HtmlPage.read(answer.body(), answer.uri());
    }

    /** The files of a directory, or the links of a page in it. */
    private static List<IndexFile> local(URI uri) {
        Path path = Path.of(uri);
        try {
            if (Files.isDirectory(path)) {
                Path page = path.resolve("index.html");
                return Files.isRegularFile(page) ? page(page) : directory(path);
            }
            return Files.isRegularFile(path) ? page(path) : List.of();
        } catch (IOException e) {
            throw new EnvironmentError(ErrorCode.DISK_FAILED, "could not read `" + path + "`: " + e.getMessage());
        }
    }

    private static List<IndexFile> page(Path page) throws IOException {
        try (InputStream in = Files.newInputStream(page)) {
            return HtmlPage.read(in.readNBytes(PageReader.LARGEST), page.toUri());
        }
    }

    /** A file of a directory with its hash, which no page tells; of anything else what its page told. */
    static IndexFile hashed(IndexFile file) {
        if (file.sha256().isPresent() || !isLocal(file.location())) {
            return file;
        }
        Path path = Path.of(file.location());
        try (InputStream in = Files.newInputStream(path)) {
            return file.withSha256(Digest.ofStream(in));
        } catch (IOException e) {
            throw new EnvironmentError(ErrorCode.DISK_FAILED, "could not read `" + path + "`: " + e.getMessage());
        }
    }

    private static List<IndexFile> directory(Path directory) throws IOException {
        var paths = new TreeSet<Path>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, Files::isRegularFile)) {
            children.forEach(paths::add);
        }
        var files = new ArrayList<IndexFile>();
        for (Path path : paths) {
            files.add(new IndexFile(
                    String.valueOf(path.getFileName()),
                    path.toUri(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.of(Files.size(path))));
        }
        return files;
    }
}
