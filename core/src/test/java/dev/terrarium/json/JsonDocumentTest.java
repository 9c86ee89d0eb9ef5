package dev.terrarium.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {
    private static final String VALID = """
            {"schemaVersion": 2, "config": {"Env": ["A=1", "B=\\u00e9"], "size": 12}, "flag": true, "none": null}""";

    @Test
    void theBytesStayAsTheyWere() throws Exception {
        byte[] bytes = " { \"b\" : 1.50, \"a\" : [ ] } ".getBytes(UTF_8);

        assertThat(JsonDocument.parse(bytes, JsonLimits.IMAGE).bytes()).isEqualTo(bytes);
    }

    @Test
    void membersAreReadByTheirPath() throws Exception {
        JsonNode root = parse(VALID);

        assertThat(root.required("schemaVersion").whole()).isEqualTo(2);
        assertThat(root.required("config").textsOf("Env")).containsExactly("A=1", "B=é");
        assertThat(root.required("flag").bool()).isTrue();
        assertThat(root.member("none")).isEmpty();
        assertThat(root.textsOf("absent")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\": 1, \"a\": 2}                  | `a` occurs twice in one object",
                "{\"a\": {\"b\": \"\\ud800\"}}         | not JSON, at or after `a.b`",
                "{\"\\udc00\": 1}                      | not JSON",
                "{\"a\": 1} {}                         | not JSON",
                "{\"a\": tru}                          | not JSON, at or after `a`",
                "{\"a\": NaN}                          | not JSON, at or after `a`",
                "{'a': 1}                              | not JSON",
                "{\"a\": 01}                           | not JSON, at or after `a`",
                "// hi                                 | not JSON",
                "{\"a\": [1, 2                         | the document ends in the middle",
            })
    void whatTwoReadersCouldUnderstandDifferentlyIsRefused(String text, String message) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(JsonInvalid.class).hasMessageStartingWith(message);
    }

    @Test
    void emptyDocumentsDeepOnesAndBadBytesAreRefused() {
        assertThatThrownBy(() -> parse("")).hasMessage("the document ends in the middle");
        assertThatThrownBy(() -> parse("[".repeat(100_000))).isInstanceOf(JsonInvalid.class);
        assertThatThrownBy(() -> JsonDocument.parse(new byte[] {'"', (byte) 0xff, '"'}, JsonLimits.IMAGE))
                .hasMessage("not UTF-8");
        assertThatThrownBy(() -> JsonDocument.parse(new byte[11], new JsonLimits(10, 10)))
                .hasMessage("a document of 11 bytes, more than 10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "config.Env   | `config.Env` is a list, not a text",
                "config.Other | `config.Other` is missing",
                "config.size  | `config.size` is a number, not a text",
                "flag         | `flag` is a boolean, not a text",
            })
    void theWrongTypeIsToldWithItsPath(String path, String message) throws Exception {
        JsonNode root = parse(VALID);

        assertThatThrownBy(() -> {
                    JsonNode node = root;
                    for (String name : path.split("\\.", -1)) {
                        node = node.required(name);
                    }
                    node.text();
                })
                .isInstanceOf(JsonInvalid.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1e3", "99999999999999999999"})
    void sizesAreWholeNumbers(String literal) {
        assertThatThrownBy(() ->
                        parse("{\"size\": " + literal + "}").required("size").whole())
                .isInstanceOf(JsonInvalid.class)
                .hasMessageStartingWith("`size` is ");
    }

    @Test
    void canonicalTextIsSortedAndShort() {
        Json value = Json.Members.EMPTY
                .with("b", List.of("x\n\u0001\"\\/é😀"))
                .with("a", Map.of())
                .with("B", 9007199254740991L)
                .with("c", true)
                .with("d", new Json.Nothing());

        assertThat(CanonicalJson.write(value))
                .isEqualTo(
                        "{\"B\":9007199254740991,\"a\":{},\"b\":[\"x\\n\\u0001\\\"\\\\/é😀\"],\"c\":true,\"d\":null}");
    }

    @Test
    void whatHasNoCanonicalFormIsABug() {
        assertThatThrownBy(() -> CanonicalJson.write(new Json.Numeral("1.5")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CanonicalJson.write(Json.of(1L << 53))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CanonicalJson.write(Json.of("\ud800"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void peopleGetOneMemberALine() {
        Json value = Json.Members.EMPTY.with("b", List.of("x")).with("a", Map.of());

        assertThat(PrettyJson.write(value)).isEqualTo("{\n  \"b\": [\n    \"x\"\n  ],\n  \"a\": {}\n}");
    }

    @Test
    void mutatedDocumentsAreReadOrRefused() {
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = VALID.getBytes(UTF_8);
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                Json root = JsonDocument.parse(bytes, JsonLimits.IMAGE).root().value();
                assertThat(PrettyJson.write(root)).isNotEmpty();
            } catch (JsonInvalid refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    private static JsonNode parse(String text) throws JsonInvalid {
        return JsonDocument.parse(text.getBytes(UTF_8), JsonLimits.IMAGE).root();
    }
}
