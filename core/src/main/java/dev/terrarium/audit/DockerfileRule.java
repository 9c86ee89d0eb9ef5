package dev.terrarium.audit;

/** Looks at a Dockerfile for one practice. A pure function: the same subject gives the same findings. */
public interface DockerfileRule {
    /** The id of the practice. */
    String practice();

    void check(DockerfileSubject subject, Findings findings);
}
