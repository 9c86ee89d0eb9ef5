package dev.terrarium.cli.init;

import dev.terrarium.json.Json;
import dev.terrarium.json.PrettyJson;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A service of {@code compose.yaml}, which grants the image what it needs and no more.
 *
 * @see <a href="https://github.com/compose-spec/compose-spec/blob/main/spec.md">Compose Specification</a>
 */
record ComposeText(Deployment deployment) {
    /** The whole file. */
    static String of(List<Deployment> deployments) {
        return """
                # Made by `terrarium init --compose` of what was found in the project; from now on it is yours.
                # Put the image into the engine first: terrarium build --load
                services:
                """
                + deployments.stream()
                        .map(deployment -> new ComposeText(deployment).service())
                        .collect(Collectors.joining());
    }

    private String service() {
        String text = """
                  NAME:
                    image: "IMAGE"
                COMMAND    user: "10001:10001"
                    read_only: true
                    tmpfs:
                      - /tmp:mode=1777
                      - /home/app:mode=0700,uid=10001,gid=10001
                    cap_drop:
                      - ALL
                    security_opt:
                      - no-new-privileges:true
                PORTS    # longer than the server gives its requests after the stop signal
                    stop_grace_period: GRACEs
                    restart: unless-stopped
                HEALTH""";
        return text.replace("COMMAND", command())
                .replace("PORTS", ports())
                .replace("NAME", deployment.name())
                .replace("GRACE", Integer.toString(deployment.grace()))
                .replace("IMAGE", deployment.image())
                .replace("HEALTH", health());
    }

    private String command() {
        return deployment
                .command()
                .map(name -> "    command:\n      - " + name + "\n")
                .orElse("");
    }

    private String ports() {
        if (deployment.port().isEmpty()) {
            return "";
        }
        return """
                    environment:
                      PORT: "NUMBER"
                    ports:
                      - "NUMBER:NUMBER"
                """.replace("NUMBER", Integer.toString(deployment.port().getAsInt()));
    }

    /** Text of JSON is text of YAML; a dollar would be a variable. */
    private String health() {
        if (deployment.health().isEmpty()) {
            return "";
        }
        String words = deployment.health().stream()
                .map(word -> "        - " + PrettyJson.write(new Json.Text(word.replace("$", "$$"))) + "\n")
                .collect(Collectors.joining());
        return """
                    healthcheck:
                      test:
                        - CMD
                WORDS      interval: 10s
                      timeout: 3s
                      start_period: 60s
                """.replace("WORDS", words);
    }
}
