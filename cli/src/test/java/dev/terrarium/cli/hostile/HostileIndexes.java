package dev.terrarium.cli.hostile;

import java.util.List;
import java.util.stream.Stream;

/** Pages of an index that are served in place of a package's. */
final class HostileIndexes {
    private static final String JSON = "application/vnd.pypi.simple.v1+json";
    private static final String HTML = "text/html";
    private static final String ZEROS = "0".repeat(64);

    private HostileIndexes() {}

    /** @param status of the answer */
    record Page(String title, int status, String type, String body) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Page> pages() {
        return Stream.of(json(), html(), answers()).flatMap(List::stream);
    }

    private static Page json(String title, String body) {
        return new Page("JSON: " + title, 200, JSON, body);
    }

    private static String files(String file) {
        return "{\"meta\": {\"api-version\": \"1.1\"}, \"name\": \"six\", \"files\": [" + file + "]}";
    }

    private static List<Page> json() {
        return List.of(
                json("nothing", ""),
                json("a list", "[]"),
                json("half a document", "{\"files\": ["),
                json("lists in lists", "[".repeat(10_000)),
                json("a later major version", files("").replace("1.1", "2.0")),
                json("files that are no list", files("").replace("[]", "7")),
                json("a file that is a number", files("7")),
                json(
                        "a file without an address",
                        files("{\"filename\": \"six-1.0-py3-none-any.whl\", \"hashes\": {}}")),
                json("a file whose name leads out", files(file("../six-1.0-py3-none-any.whl", "six.whl", ZEROS))),
                json("a file of the host", files(file("six-1.0-py3-none-any.whl", "file:///etc/passwd", ZEROS))),
                json("a file of no scheme", files(file("six-1.0-py3-none-any.whl", "javascript:alert(1)", ZEROS))),
                json("a hash that is none", files(file("six-1.0-py3-none-any.whl", "six.whl", "00"))),
                json("the right hash and other bytes", files(file("six-1.0-py3-none-any.whl", "/evil", ZEROS))),
                json("the right hash and no bytes", files(file("six-1.0-py3-none-any.whl", "/gone", ZEROS))),
                json("the right hash of another package", files(file("evil-1.0-py3-none-any.whl", "/evil", ZEROS))),
                json(
                        "a size of minus one",
                        files(file("six-1.0-py3-none-any.whl", "/evil", ZEROS).replace("}}", "}, \"size\": -1}"))));
    }

    private static String file(String name, String url, String hash) {
        return "{\"filename\": \"" + name + "\", \"url\": \"" + url + "\", \"hashes\": {\"sha256\": \"" + hash + "\"}}";
    }

    private static List<Page> html() {
        return List.of(
                new Page("HTML: nothing", 200, HTML, ""),
                new Page(
                        "HTML: a link that never ends",
                        200,
                        HTML,
                        "<a href=\"six-1.0-py3-none-any.whl#sha256=" + ZEROS),
                new Page(
                        "HTML: a link to a file of the host",
                        200,
                        HTML,
                        "<a href=\"file:///etc/passwd#sha256=" + ZEROS + "\">six-1.0-py3-none-any.whl</a>"),
                new Page(
                        "HTML: a base of another scheme",
                        200,
                        HTML,
                        "<base href=\"file:///etc/\"><a href=\"six-1.0-py3-none-any.whl#sha256=" + ZEROS + "\">x</a>"),
                new Page("HTML: a million brackets", 200, HTML, "<".repeat(1 << 20)),
                new Page("HTML: a million attributes", 200, HTML, "<a " + "x=y ".repeat(1 << 18) + ">"));
    }

    private static List<Page> answers() {
        return List.of(
                new Page("answer: an unknown type", 200, "application/vnd.pypi.simple.v9+json", "{}"),
                new Page("answer: forbidden", 403, HTML, ""),
                new Page("answer: a tea-pot", 418, HTML, ""),
                new Page("answer: gone", 410, HTML, ""),
                new Page("answer: a redirect to itself", 302, "LOCATION", "/simple/six/"),
                new Page("answer: a redirect to a file", 302, "LOCATION", "file:///etc/passwd"),
                new Page("answer: a redirect to no address", 302, "LOCATION", "::::"));
    }
}
