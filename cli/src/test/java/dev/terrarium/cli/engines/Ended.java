package dev.terrarium.cli.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.json.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a run of the program ended, and what it wrote to either stream.
 *
 * @param out must be a document where a method below reads it
 */
record Ended(int exit, String out, String err) {
    /** The digest of what was built; what the network is to blame for is thrown as the program itself would. */
    String digest() {
        if (exit != 0) {
            for (String code : codes()) {
                ErrorCode known = ErrorCode.valueOf(code.replace('-', '_').toUpperCase(Locale.ROOT));
                if (exit > 3) {
                    throw new EnvironmentError(known, err);
                }
            }
            throw new AssertionError("ended with " + exit + ":\n" + err + out);
        }
        return read(root -> root.required("digest").text());
    }

    /** The codes of the problems that it told. */
    List<String> codes() {
        return read(root -> {
            var codes = new ArrayList<String>();
            for (JsonNode problem : root.itemsOf("problems")) {
                codes.add(problem.required("code").text());
            }
            return codes;
        });
    }

    private interface Reading<T> {
        T of(JsonNode root) throws JsonInvalid;
    }

    private <T> T read(Reading<T> reading) {
        try {
            return reading.of(
                    JsonDocument.parse(out.getBytes(UTF_8), JsonLimits.IMAGE).root());
        } catch (JsonInvalid e) {
            throw new AssertionError("ended with " + exit + " and without a document:\n" + err + out, e);
        }
    }
}
