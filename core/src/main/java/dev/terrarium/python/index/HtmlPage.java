package dev.terrarium.python.index;

import dev.terrarium.python.Malformed;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the links of an index's page in HTML, or of any page that is given as find-links.
 *
 * <p>Not an HTML parser: the format is frozen to anchors with a few attributes, and whatever else stands on the page is passed
 * over.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/simple-repository-api/">simple repository API</a>
 */
final class HtmlPage {
    private static final String VERSION = "pypi:repository-version";

    private final URI page;
    private URI base;
    private final List<IndexFile> files = new ArrayList<>();

    private HtmlPage(URI page) {
        this.page = page;
        this.base = page;
    }

    static List<IndexFile> read(byte[] bytes, URI page) throws Malformed {
        var reader = new HtmlPage(page);
        var tags = new HtmlTags(new String(bytes, StandardCharsets.UTF_8));
        for (Optional<HtmlTags.Tag> tag = tags.next(); tag.isPresent(); tag = tags.next()) {
            reader.take(tag.get());
        }
        return reader.files;
    }

    private void take(HtmlTags.Tag tag) throws Malformed {
        Map<String, String> attributes = tag.attributes();
        switch (tag.name()) {
            case "meta" -> {
                if (VERSION.equals(attributes.get("name"))) {
                    PageReader.checkVersion(attributes.getOrDefault("content", ""));
                }
            }
            case "base" ->
                base = PageReader.resolved(page, attributes.getOrDefault("href", ""))
                        .orElse(base);
            case "a" -> {
                file(attributes).ifPresent(files::add);
                if (files.size() > PageReader.MOST_FILES) {
                    throw new Malformed("a page of more than " + PageReader.MOST_FILES + " files");
                }
            }
            default -> {}
        }
    }

    private Optional<IndexFile> file(Map<String, String> attributes) {
        String href = attributes.getOrDefault("href", "");
        Optional<URI> location = PageReader.resolved(base, href);
        if (location.isEmpty()) {
            return Optional.empty();
        }
        String name = PageReader.filename(location.get());
        if (!PageReader.isFilename(name)) {
            return Optional.empty();
        }
        return Optional.of(new IndexFile(
                name,
                location.get(),
                hash(href.substring(href.indexOf('#') + 1)),
                Optional.ofNullable(attributes.get("data-requires-python")).filter(text -> !text.isBlank()),
                metadata(attributes),
                Optional.ofNullable(attributes.get("data-yanked")),
                OptionalLong.empty()));
    }

    private static Optional<dev.terrarium.oci.Digest> hash(String text) {
        String hash = text.indexOf('&') < 0 ? text : text.substring(0, text.indexOf('&'));
        return hash.startsWith("sha256=") ? PageReader.sha256(hash.substring("sha256=".length())) : Optional.empty();
    }

    private static Optional<IndexFile.CoreMetadata> metadata(Map<String, String> attributes) {
        String older = attributes.getOrDefault("data-dist-info-metadata", "false");
        String told = attributes.getOrDefault("data-core-metadata", older);
        return told.equals("false") ? Optional.empty() : Optional.of(new IndexFile.CoreMetadata(hash(told)));
    }
}
