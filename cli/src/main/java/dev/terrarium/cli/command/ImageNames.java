package dev.terrarium.cli.command;

/** How help speaks of images, the same for all commands that take one. */
final class ImageNames {
    static final String GRAMMAR = "`store:NAME[:TAG]`, `oci:DIR[:TAG]`, `oci-archive:FILE`, `docker-archive:FILE`,"
            + " `docker:NAME` or `podman:NAME`; without a type an existing path, else a name in the store";

    private ImageNames() {}
}
