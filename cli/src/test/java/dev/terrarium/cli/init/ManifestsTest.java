package dev.terrarium.cli.init;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Schema;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Compose files and manifests as a YAML parser reads them. */
class ManifestsTest {
    private static final Deployment SHOP = new Deployment(
            "shop",
            "shop:1.2",
            Optional.empty(),
            OptionalInt.of(8080),
            List.of("/opt/app/venv/bin/terrarium-start", "--health", "8080", "/a: \"$b\""),
            Optional.of("/healthz?a=#b"),
            32);
    private static final Deployment WORKER = new Deployment(
            "shop-worker", "shop:1.2", Optional.of("worker"), OptionalInt.empty(), List.of(), Optional.empty(), 10);

    private static List<JsonNode> read(String yaml) throws IOException, InterruptedException, JsonInvalid {
        Process python = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import json, sys, yaml; print(json.dumps(list(yaml.safe_load_all(sys.stdin))))")
                .start();
        try (var in = python.outputWriter(UTF_8)) {
            in.write(yaml);
        } catch (IOException e) {
            Assumptions.abort("oracle missing: python3 with yaml");
        }
        byte[] json = python.getInputStream().readAllBytes();
        String errors = new String(python.getErrorStream().readAllBytes(), UTF_8);
        if (python.waitFor() != 0 && errors.contains("ModuleNotFoundError")) {
            Assumptions.abort("oracle missing: python3 with yaml");
        }
        assertThat(errors).isEmpty();
        return new JsonNode(Schema.parse(json), "").items();
    }

    private static JsonNode at(JsonNode node, String... names) throws JsonInvalid {
        JsonNode found = node;
        for (String name : names) {
            found = name.equals("0") ? found.items().getFirst() : found.required(name);
        }
        return found;
    }

    @Test
    void composeGrantsWhatIsNeededAndNoMore() throws Exception {
        JsonNode service = at(read(ComposeText.of(List.of(SHOP))).getFirst(), "services", "shop");
        assertThat(at(service, "image").text()).isEqualTo("shop:1.2");
        assertThat(at(service, "user").text()).isEqualTo("10001:10001");
        assertThat(at(service, "read_only").bool()).isTrue();
        assertThat(service.textsOf("cap_drop")).containsExactly("ALL");
        assertThat(service.textsOf("security_opt")).containsExactly("no-new-privileges:true");
        assertThat(service.textsOf("tmpfs")).hasSize(2);
        assertThat(service.textsOf("ports")).containsExactly("8080:8080");
        assertThat(service.mapOf("environment")).containsEntry("PORT", "8080");
        assertThat(at(service, "stop_grace_period").text()).isEqualTo("32s");
        assertThat(at(service, "healthcheck").textsOf("test"))
                .containsExactly("CMD", "/opt/app/venv/bin/terrarium-start", "--health", "8080", "/a: \"$$b\"");
    }

    @Test
    void aDeploymentIsAdmittedByTheRestrictedStandard() throws Exception {
        List<JsonNode> documents = read(KubernetesText.of(List.of(SHOP)));
        assertThat(documents).hasSize(2);
        JsonNode pod = at(documents.getFirst(), "spec", "template", "spec");
        assertThat(at(pod, "securityContext", "runAsNonRoot").bool()).isTrue();
        assertThat(at(pod, "securityContext", "runAsUser").whole()).isEqualTo(10001);
        assertThat(at(pod, "securityContext", "seccompProfile", "type").text()).isEqualTo("RuntimeDefault");
        assertThat(at(pod, "terminationGracePeriodSeconds").whole()).isEqualTo(32);
        JsonNode container = at(pod, "containers", "0");
        assertThat(at(container, "securityContext", "readOnlyRootFilesystem").bool())
                .isTrue();
        assertThat(at(container, "securityContext", "allowPrivilegeEscalation").bool())
                .isFalse();
        assertThat(at(container, "securityContext", "capabilities").textsOf("drop"))
                .containsExactly("ALL");
        assertThat(at(container, "readinessProbe", "httpGet", "path").text()).isEqualTo("/healthz?a=#b");
        for (String probe : List.of("startupProbe", "livenessProbe")) {
            assertThat(at(container, probe, "tcpSocket", "port").text()).isEqualTo("http");
        }
        for (JsonNode volume : at(pod, "volumes").items()) {
            assertThat(volume.required("emptyDir").members()).isEmpty();
        }
        assertThat(at(documents.getLast(), "kind").text()).isEqualTo("Service");
        assertThat(at(documents.getLast(), "spec", "ports", "0", "targetPort").text())
                .isEqualTo("http");
    }

    @Test
    void whatListensNowhereHasNeitherPortsNorProbesNorAService() throws Exception {
        JsonNode service = at(read(ComposeText.of(List.of(SHOP, WORKER))).getFirst(), "services", "shop-worker");
        assertThat(service.textsOf("command")).containsExactly("worker");
        assertThat(service.members()).doesNotContainKeys("ports", "healthcheck", "environment");
        List<JsonNode> documents = read(KubernetesText.of(List.of(SHOP, WORKER)));
        assertThat(documents).hasSize(3);
        JsonNode container = at(documents.getLast(), "spec", "template", "spec", "containers", "0");
        assertThat(container.members()).doesNotContainKeys("ports", "env", "startupProbe", "livenessProbe");
        assertThat(container.textsOf("args")).containsExactly("worker");
    }
}
