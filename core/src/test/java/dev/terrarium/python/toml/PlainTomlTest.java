package dev.terrarium.python.toml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.error.ErrorCode;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTomlTest {
    private static final String LOCK = """
            version = 1 # one
            revision = 3
            requires-python = ">=3.11"
            resolution-markers = [
                "python_full_version >= '3.12'",
                "python_full_version < '3.12'", # last
            ]

            [options]
            flag = true
            other = false

            [[package]]
            name = "demo"
            source = { editable = "." }
            dependencies = [
                { name = "httpx", extra = ["http2"], nested = { a = [1, 2, [3]] } },
                { name = 'numpy' },
            ]
              [package.metadata.requires-dev]
              dev = [{ name = "pytest" }]

            [[package]]
            name = "x"
            empty = []
            none = {}
            [package.metadata]
            requires-dist = []
            [[package.inner]]
            size = 123456789012345678
            [package.inner.deep]
            a = 0
            [tool.uv.sources]
            x = { path = "." }""";

    @Test
    void aLockIsReadAsTheWholeLanguageWould() {
        assertThat(plain(LOCK)).isPresent();
        assertThat(described(plain(LOCK).orElseThrow())).isEqualTo(described(whole(LOCK)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1.5",
                "a = 01",
                "a = 1979-05-27",
                "a = \"\\u0041\"",
                "\"a\" = 1",
                "a.b = 1",
                "a = '''x'''",
                "a = \"\"\"\"\"\"",
                "a = 1\na = 2",
                "[a]\n[a]",
                "a = {}\n[a.b]",
                "a = []\n[[a]]",
                "a = \"é\"",
                "a = 1\r\n",
                "a =",
                "a = [1",
                "a = {b = 1",
                "a = { b = 1, }",
                "a = {\n}",
                "a = truex",
                "[a.b]\n[a]\nc = 1",
                "a = 1 b = 2",
                "[a",
                "[[a]",
                "= 1",
                "a = \"x",
                "# \u0001",
                "[ a ]",
                "a = 1_000",
                "a = -1"
            })
    void whatIsNotPlainIsLeftToOthers(String text) {
        assertThat(plain(text)).isEmpty();
    }

    @Test
    void whateverIsAcceptedMeansTheSameToBoth() {
        var random = new Random(31);
        int accepted = 0;
        for (int i = 0; i < 400; i++) {
            var text = new StringBuilder(LOCK);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                int at = random.nextInt(text.length());
                char c = "\"'[]{}=,.#\n ab1-\t\\".charAt(random.nextInt(18));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, c);
                    case 1 -> text.insert(at, c);
                    default -> text.deleteCharAt(at);
                }
            }
            Optional<TomlValue.Table> plain = plain(text.toString());
            accepted += plain.isPresent() ? 1 : 0;
            plain.ifPresent(table -> assertThat(described(table)).isEqualTo(described(whole(text.toString()))));
        }
        assertThat(accepted).isGreaterThan(50);
    }

    private static Optional<TomlValue.Table> plain(String text) {
        return PlainToml.parse(text, new TomlSource("a.toml", ErrorCode.LOCK_INVALID, text));
    }

    private static TomlValue.Table whole(String text) {
        return Toml.parseWhole(text, new TomlSource("a.toml", ErrorCode.LOCK_INVALID, text));
    }

    /** Values with the spots where they stand, which equality passes over. */
    private static String described(TomlValue value) {
        return switch (value) {
            case TomlValue.Table table ->
                new TreeMap<>(table.values())
                                .entrySet().stream()
                                        .map(it -> it.getKey() + "=" + described(it.getValue()))
                                        .toList()
                        + "@" + table.spot();
            case TomlValue.Array array ->
                array.items().stream().map(PlainTomlTest::described).toList() + "@" + array.spot();
            default -> value + "@" + value.spot();
        };
    }
}
