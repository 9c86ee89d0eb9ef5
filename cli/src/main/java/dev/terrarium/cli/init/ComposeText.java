package dev.terrarium.cli.init;

/**
 * A {@code compose.yaml} that grants the image what it needs and no more.
 *
 * @see <a href="https://github.com/compose-spec/compose-spec/blob/main/spec.md">Compose Specification</a>
 */
record ComposeText(Deployment deployment) {
    String text() {
        String text = """
                # Made by `terrarium init --compose` of what was found in the project; from now on it is yours.
                # Put the image into the engine first: terrarium build --load
                services:
                  NAME:
                    image: "IMAGE"
                    user: "10001:10001"
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
                """;
        return text.replace("PORTS", ports())
                .replace("NAME", deployment.name())
                .replace("GRACE", Integer.toString(deployment.grace()))
                .replace("IMAGE", deployment.image());
    }

    private String ports() {
        if (deployment.port().isEmpty()) {
            return "";
        }
        int port = deployment.port().getAsInt();
        return """
                    environment:
                      PORT: "PORT_NUMBER"
                    ports:
                      - "PORT_NUMBER:PORT_NUMBER"
                    healthcheck:
                      test:
                        - CMD
                        - PYTHON
                        - -c
                        - "import socket; socket.create_connection(('127.0.0.1', PORT_NUMBER), 2).close()"
                      interval: 10s
                      timeout: 3s
                      start_period: 60s
                """.replace("PORT_NUMBER", Integer.toString(port)).replace("PYTHON", deployment.python());
    }
}
