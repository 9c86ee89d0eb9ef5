package dev.terrarium.sandbox;

import dev.terrarium.oci.Digest;

/** A digest with the number of bytes it was made of: how Remote Execution names a blob. */
record Sized(Digest digest, long size) {
    static Sized of(byte[] bytes) {
        return new Sized(Digest.ofBytes(bytes), bytes.length);
    }

    static Sized of(Protobuf message) {
        return of(message.toBytes());
    }

    Protobuf message() {
        return new Protobuf().string(1, digest.hex()).number(2, size);
    }
}
