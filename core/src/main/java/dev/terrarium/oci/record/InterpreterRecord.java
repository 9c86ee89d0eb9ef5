package dev.terrarium.oci.record;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonNode;

/**
 * The Python in the image: what an extension module and a bytecode file must fit.
 *
 * @param version {@code 3.13.5}
 * @param abi the ABI tag: {@code cp313}
 * @param extSuffix {@code .cpython-313-x86_64-linux-gnu.so}
 * @param magic of its bytecode: {@code 3571}
 * @param provider where it came from: {@code debian:trixie}
 */
public record InterpreterRecord(String version, String abi, String extSuffix, int magic, String provider) {
    static InterpreterRecord parse(JsonNode node) throws JsonInvalid {
        long magic = node.required("magic").whole();
        if (magic > 0xffff) {
            throw node.required("magic").invalid("has more than 16 bits");
        }
        return new InterpreterRecord(
                node.required("version").text(),
                node.required("abi").text(),
                node.required("extSuffix").text(),
                (int) magic,
                node.required("provider").text());
    }

    Json toJson() {
        return Json.Members.EMPTY
                .with("version", version)
                .with("abi", abi)
                .with("extSuffix", extSuffix)
                .with("magic", magic)
                .with("provider", provider);
    }
}
