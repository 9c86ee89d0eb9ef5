package dev.terrarium.archive;

import dev.terrarium.io.LimitExceeded;
import dev.terrarium.io.Limits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** What comes out of a decompressor, until it is more than its reader bears. */
final class BoundedInput extends FilterInputStream {
    /** Below this a ratio says nothing: a file of zeros is no attack. */
    private static final long FREE = 100_000_000;

    private final Limits limits;
    private final LongSupplier compressed;
    private long count;

    /** @param compressed how many bytes went into the decompressor so far */
    BoundedInput(InputStream in, Limits limits, LongSupplier compressed) {
        super(in);
        this.limits = limits;
        this.compressed = compressed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int more = super.read(bytes, offset, length);
        if (more > 0) {
            count += more;
            if (count > limits.bytes()) {
                throw new LimitExceeded("more than " + limits.bytes() + " bytes come out of the compressed stream");
            }
            if (count > FREE && count / limits.ratio() > compressed.getAsLong()) {
                throw new LimitExceeded("more than " + limits.ratio() + " times as much comes out as went in");
            }
        }
        return more;
    }

    @Override
    public long skip(long most) throws IOException {
        byte[] scratch = new byte[(int) Math.min(most, 1 << 14)];
        return scratch.length == 0 ? 0 : Math.max(0, read(scratch, 0, scratch.length));
    }
}
