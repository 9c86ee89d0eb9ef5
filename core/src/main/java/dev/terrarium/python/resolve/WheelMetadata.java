package dev.terrarium.python.resolve;

import dev.terrarium.archive.zip.ZipMember;
import dev.terrarium.archive.zip.ZipReader;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.http.Http;
import dev.terrarium.io.ByteSource;
import dev.terrarium.io.Limits;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Metadata;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.python.index.IndexFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The METADATA of wheels that are not here yet: beside the wheel where the index serves it, else out of the wheel.
 *
 * <p>What an index tells a hash of is compared with it; a wheel is fetched, and compared, by whoever has a store.
 */
public final class WheelMetadata {
    private final Http http;
    private final Wheels wheels;

    /** Brings wheels here. */
    @FunctionalInterface
    public interface Wheels {
        /** The file, its digest checked when the index told one; for how long it stays is not asked. */
        Path fetch(IndexFile file);
    }

    public WheelMetadata(Http http, Wheels wheels) {
        this.http = http;
        this.wheels = wheels;
    }

    /** @throws TrustError when it is not what the index, or the wheel's name, says */
    Metadata of(WheelFilename wheel, IndexFile file) {
        try {
            return fitting(wheel, bytes(file));
        } catch (IOException e) {
            throw unusable(wheel.text(), e);
        }
    }

    private static Metadata fitting(WheelFilename wheel, byte[] bytes) throws Malformed {
        Metadata metadata = Metadata.read(bytes);
        if (!metadata.name().equals(wheel.name())
                || !metadata.version().withoutLocal().equals(wheel.version().withoutLocal())) {
            throw new Malformed("METADATA is of `" + metadata.name() + " " + metadata.version() + "`");
        }
        return metadata;
    }

    private static TrustError unusable(String wheel, IOException e) {
        return new TrustError(
                Problem.of(ErrorCode.WHEEL_INVALID, "`" + wheel + "` cannot be used: " + e.getMessage()), e);
    }

    /**
     * What a wheel that is here says of itself.
     *
     * @throws TrustError when it is not what its name says
     */
    public static Metadata inside(Path wheel, String filename) {
        try {
            return fitting(WheelFilename.read(filename), fromWheel(wheel));
        } catch (IOException e) {
            throw unusable(filename, e);
        }
    }

    /** For a wheel of which the index told no hash. */
    public Digest digest(IndexFile file) {
        Path wheel = wheels.fetch(file);
        try (InputStream in = ByteSource.of(wheel).open()) {
            return Digest.ofStream(in);
        } catch (IOException e) {
            throw new EnvironmentError(ErrorCode.DISK_FAILED, "could not read `" + wheel + "`: " + e.getMessage());
        }
    }

    private byte[] bytes(IndexFile file) throws IOException {
        if (file.metadata().isPresent()) {
            Http.Answer answer = http.document(file.metadataLocation(), Map.of(), Metadata.LARGEST);
            if (answer.isFound()) {
                file.metadata().get().sha256().ifPresent(wanted -> check(file, wanted, Digest.ofBytes(answer.body())));
                return answer.body();
            }
        }
        return fromWheel(wheels.fetch(file));
    }

    private static void check(IndexFile file, Digest wanted, Digest got) {
        if (!wanted.equals(got)) {
            throw new TrustError(
                    ErrorCode.DIGEST_MISMATCH,
                    "`" + file.filename() + ".metadata` is not what the index says: wanted " + wanted + ", got " + got);
        }
    }

    private static byte[] fromWheel(Path wheel) throws IOException {
        List<ZipMember> found = ZipReader.read(wheel, Limits.PACKAGE).stream()
                .filter(member -> member.name().matches("[^/]+\\.dist-info/METADATA"))
                .toList();
        if (found.size() != 1) {
            throw new Malformed("it has " + (found.isEmpty() ? "no" : "more than one") + " METADATA");
        }
        ZipMember member = found.getFirst();
        ByteSource stored = ByteSource.of(wheel, member.dataOffset(), member.compressedSize());
        return switch (member.method()) {
            case STORED -> stored.readAtMost(Metadata.LARGEST);
            case DEFLATED -> inflated(stored).readAtMost(Metadata.LARGEST);
        };
    }

    private static ByteSource inflated(ByteSource deflated) {
        return () -> {
            var inflater = new Inflater(true);
            return new InflaterInputStream(deflated.open(), inflater) {
                @Override
                public void close() throws IOException {
                    super.close();
                    inflater.end();
                }
            };
        };
    }
}
