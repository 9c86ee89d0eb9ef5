package dev.terrarium.cli.build;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.io.Progress;
import dev.terrarium.python.index.IndexFile;
import dev.terrarium.python.resolve.WheelMetadata;
import dev.terrarium.store.BlobWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Brings wheels that an index names, and nothing pins yet, into the store. */
record IndexWheels(Collaborators with) implements WheelMetadata.Wheels {
    static WheelMetadata metadata(Collaborators with) {
        return new WheelMetadata(with.http(), new IndexWheels(with));
    }

    @Override
    public Path fetch(IndexFile file) {
        try (BlobWriter blob = with.store().write();
                Progress.Step step = with.progress().begin("fetch", file.filename())) {
            with.http().download(file.location(), Map.of(), blob, step);
            return with.store().pathOf(blob.commit());
        } catch (IOException e) {
            throw new EnvironmentError(
                    Problem.of(
                            ErrorCode.DISK_FAILED,
                            "could not write `" + file.filename() + "` into the store: " + e.getMessage(),
                            "check the space and the permissions of "
                                    + with.store().root()),
                    e);
        }
    }
}
