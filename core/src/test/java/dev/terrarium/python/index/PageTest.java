package dev.terrarium.python.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {
    private static final URI PAGE = URI.create("https://index.example/simple/six/");
    private static final String HASH = "ab".repeat(32);

    private static final String HTML = """
            <!DOCTYPE html><html><head><meta name="pypi:repository-version" content="1.1"><base href="../../f/"></head>
            <body><!-- <a href="no-1-py3-none-any.whl">no</a> -->
            <A HREF='six-1.0%%2Bx-py3-none-any.whl#sha256=%s' data-requires-python="&gt;=3.8, &#60;4"
               data-dist-info-metadata="sha256=%s" data-core-metadata="true" data-yanked>six</A>
            <a href="https://user:secret@files.example/six-1.1.tar.gz#md5=00">x</a>
            <a href="file:///etc/passwd">bad</a> <a href="javascript:x">bad</a> <a href="..">bad</a><a>none</a>
            </body></html>
            """.formatted(HASH, HASH);

    private static final String JSON = """
            {"meta": {"api-version": "1.4", "x": [1]}, "name": "six", "files": [
              {"filename": "six-1.0-py3-none-any.whl", "url": "../../f/six-1.0-py3-none-any.whl", "size": 12,
               "hashes": {"sha256": "%s", "md5": "00"}, "requires-python": ">=3.8", "core-metadata": {"sha256": "%s"},
               "yanked": "broken", "upload-time": "2024-01-01T00:00:00Z"},
              {"filename": "../x.whl", "url": "x", "hashes": {}},
              {"filename": "bad.whl", "url": "file:///etc/passwd", "hashes": {}},
              {"filename": 7, "url": "x"},
              {"filename": "six-1.1-py3-none-any.whl", "url": "https://files.example/six", "hashes": {},
               "core-metadata": false, "dist-info-metadata": true, "yanked": false}
            ]}""".formatted(HASH, HASH);

    @Test
    void htmlIsReadAsInstallersDo() throws IOException {
        List<IndexFile> files = HtmlPage.read(HTML.getBytes(UTF_8), PAGE);
        assertThat(files)
                .extracting(IndexFile::filename)
                .containsExactly("six-1.0+x-py3-none-any.whl", "six-1.1.tar.gz");
        IndexFile wheel = files.getFirst();
        assertThat(wheel.location()).hasToString("https://index.example/f/six-1.0%2Bx-py3-none-any.whl");
        assertThat(wheel.sha256().orElseThrow().hex()).isEqualTo(HASH);
        assertThat(wheel.requiresPython()).contains(">=3.8, <4");
        assertThat(wheel.yanked()).contains("");
        assertThat(wheel.metadata()).contains(new IndexFile.CoreMetadata(java.util.Optional.empty()));
        assertThat(files.getLast().location()).hasToString("https://files.example/six-1.1.tar.gz");
        assertThat(files.getLast().sha256()).isEmpty();
    }

    @Test
    void jsonIsReadAndWhatMakesNoSenseIsPassedOver() throws IOException {
        List<IndexFile> files = JsonPage.read(JSON.getBytes(UTF_8), PAGE);
        assertThat(files)
                .extracting(IndexFile::filename)
                .containsExactly("six-1.0-py3-none-any.whl", "six-1.1-py3-none-any.whl");
        assertThat(files.getFirst().location()).hasToString("https://index.example/f/six-1.0-py3-none-any.whl");
        assertThat(files.getFirst().size()).hasValue(12);
        assertThat(files.getFirst().yanked()).contains("broken");
        assertThat(files.getFirst().metadata().orElseThrow().sha256()).isPresent();
        assertThat(files.getLast().metadata()).isEmpty();
        assertThat(files.getLast().yanked()).isEmpty();
    }

    @Test
    void aQuarantinedProjectOffersNothing() throws IOException {
        String page = JSON.replace("\"name\":", "\"project-status\": {\"status\": \"quarantined\"}, \"name\":");
        assertThat(JsonPage.read(page.getBytes(UTF_8), PAGE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"meta": {"api-version": "2.0"}, "files": []}        | a page of the unknown version `2.0`
            {"meta": {"api-version": 1}, "files": []}            | `meta.api-version` is a number, not a text
            {"meta": {}, "files": []}                            | `meta.api-version` is missing
            {"meta": {"api-version": "1.0"}}                     | `files` is missing
            {"meta": {"api-version": "1.0"}, "files": {}}        | `files` is an object, not a list
            {"meta": {"api-version": "1.0"}, "files": [          | the document ends in the middle
            []                                                   | the document is a list, not an object
            """)
    void aPageInJsonThatMakesNoSenseIsRefused(String page, String message) {
        assertThatThrownBy(() -> JsonPage.read(page.getBytes(UTF_8), PAGE))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    @Test
    void aPageInHtmlOfAnotherVersionIsRefused() {
        String page = HTML.replace("content=\"1.1\"", "content=\"2.0\"");
        assertThatThrownBy(() -> HtmlPage.read(page.getBytes(UTF_8), PAGE))
                .hasMessage("a page of the unknown version `2.0`");
        String endless = "<a href=\"x-1-py3-none-any.whl\">".repeat(PageReader.MOST_FILES + 1);
        assertThatThrownBy(() -> HtmlPage.read(endless.getBytes(UTF_8), PAGE))
                .hasMessage("a page of more than 200000 files");
    }

    @Test
    void mutatedPagesAreReadOrRefused() {
        var random = new Random(17);
        for (int i = 0; i < 400; i++) {
            byte[] html = mutated(HTML, random);
            byte[] json = mutated(JSON, random);
            try {
                assertThat(HtmlPage.read(html, PAGE))
                        .allSatisfy(
                                file -> assertThat(file.location().getScheme()).startsWith("http"));
                assertThat(JsonPage.read(json, PAGE))
                        .allSatisfy(file -> assertThat(file.filename()).doesNotContain("/"));
            } catch (IOException e) {
                assertThat(e).message().isNotBlank().doesNotContain("\n");
            }
        }
    }

    private static byte[] mutated(String text, Random random) {
        byte[] bytes = text.getBytes(UTF_8);
        for (int changes = random.nextInt(8); changes >= 0; changes--) {
            bytes[random.nextInt(bytes.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : "<>\"'=&#/ {}[]".charAt(random.nextInt(13)));
        }
        return bytes;
    }
}
