package dev.terrarium.project.files;

import dev.terrarium.oci.Digest;
import dev.terrarium.secret.Finding;
import java.util.List;

/**
 * A file of a project with secrets in it that nobody allowed.
 *
 * @param digest of its bytes
 * @param personal whether it stays out because of its name alone, and neither git nor the configuration keeps it out
 */
public record Suspect(String path, Digest digest, boolean personal, List<Finding> findings) {
    public Suspect {
        findings = List.copyOf(findings);
    }
}
