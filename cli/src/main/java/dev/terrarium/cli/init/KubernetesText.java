package dev.terrarium.cli.init;

import dev.terrarium.json.Json;
import dev.terrarium.json.PrettyJson;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A deployment, and a service where there is a port, that the restricted Pod Security Standard admits.
 *
 * <p>Probes connect to the port, and only that of readiness asks for a path, if one is configured: which path answers 200 nobody can
 * know from the outside.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security Standards</a>
 */
record KubernetesText(Deployment deployment) {
    /** The whole file. */
    static String of(List<Deployment> deployments) {
        return """
                # Made by `terrarium init --kubernetes` of what was found in the project; from now on it is yours.
                # Push the image and write its registry and digest below.
                """
                + deployments.stream()
                        .map(deployment -> new KubernetesText(deployment).text())
                        .collect(Collectors.joining("---\n"));
    }

    private String text() {
        String text = """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: NAME
                  labels:
                    app.kubernetes.io/name: NAME
                spec:
                  replicas: 1
                  selector:
                    matchLabels:
                      app.kubernetes.io/name: NAME
                  template:
                    metadata:
                      labels:
                        app.kubernetes.io/name: NAME
                    spec:
                      automountServiceAccountToken: false
                      enableServiceLinks: false
                      # longer than the server gives its requests after the stop signal
                      terminationGracePeriodSeconds: GRACE
                      securityContext:
                        runAsNonRoot: true
                        runAsUser: 10001
                        runAsGroup: 10001
                        fsGroup: 10001
                        seccompProfile:
                          type: RuntimeDefault
                      containers:
                        - name: NAME
                          image: "IMAGE"
                ARGUMENTSCONTAINER          securityContext:
                            allowPrivilegeEscalation: false
                            readOnlyRootFilesystem: true
                            capabilities:
                              drop:
                                - ALL
                          volumeMounts:
                            - name: tmp
                              mountPath: /tmp
                            - name: home
                              mountPath: /home/app
                      volumes:
                        - name: tmp
                          emptyDir: {}
                        - name: home
                          emptyDir: {}
                SERVICE""";
        return text.replace("ARGUMENTS", arguments())
                .replace("CONTAINER", container())
                .replace("SERVICE", service())
                .replace("NAME", deployment.name())
                .replace("GRACE", Integer.toString(deployment.grace()))
                .replace("IMAGE", deployment.image());
    }

    private String arguments() {
        return deployment
                .command()
                .map(name -> "          args:\n            - " + name + "\n")
                .orElse("");
    }

    private String container() {
        if (deployment.port().isEmpty()) {
            return "";
        }
        return """
                          env:
                            - name: PORT
                              value: "PORT_NUMBER"
                          ports:
                            - name: http
                              containerPort: PORT_NUMBER
                          startupProbe:
                            tcpSocket:
                              port: http
                            periodSeconds: 2
                            failureThreshold: 30
                          readinessProbe:
                READY            periodSeconds: 5
                          livenessProbe:
                            tcpSocket:
                              port: http
                            periodSeconds: 10
                            failureThreshold: 6
                """.replace("READY", ready())
                .replace("PORT_NUMBER", Integer.toString(deployment.port().getAsInt()));
    }

    private String ready() {
        return deployment
                .path()
                .map(path -> "            httpGet:\n              path: " + PrettyJson.write(new Json.Text(path))
                        + "\n              port: http\n")
                .orElse("            tcpSocket:\n              port: http\n");
    }

    private String service() {
        if (deployment.port().isEmpty()) {
            return "";
        }
        return """
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: NAME
                  labels:
                    app.kubernetes.io/name: NAME
                spec:
                  selector:
                    app.kubernetes.io/name: NAME
                  ports:
                    - name: http
                      port: 80
                      targetPort: http
                """;
    }
}
