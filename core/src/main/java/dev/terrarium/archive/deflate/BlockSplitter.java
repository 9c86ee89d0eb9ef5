package dev.terrarium.archive.deflate;

/**
 * Decides where one block ends and the next begins, so that each has a code that fits it.
 *
 * <p>Tokens come in handfuls. A handful joins the block at hand unless the two are cheaper apart, by their entropies and what a
 * second header costs. Greedy, one look at each token, and good enough: a text file after a binary one starts a block of its
 * own, and a long file of one kind stays one block.
 */
final class BlockSplitter {
    /** What a second header costs, with a margin: splitting is decided by entropies, which are a little too good for the parts. */
    private static final long HEADER_BITS = 96 * 8;

    private static final int HANDFUL = 1 << 10;
    private static final int LARGEST_BLOCK = 1 << 16;

    private final BlockWriter writer;
    private final Tokens handful = new Tokens(HANDFUL);
    private final Tokens block = new Tokens(LARGEST_BLOCK);
    private long blockEntropy;
    private int blockStart;

    BlockSplitter(BlockWriter writer) {
        this.writer = writer;
    }

    void reset() {
        handful.clear();
        block.clear();
        blockEntropy = 0;
        blockStart = 0;
    }

    void literal(byte[] raw, byte literal) {
        handful.addLiteral(literal);
        if (handful.isFull()) {
            settle(raw);
        }
    }

    void match(byte[] raw, int match) {
        handful.addMatch(match);
        if (handful.isFull()) {
            settle(raw);
        }
    }

    /** Writes what is left. */
    void finish(byte[] raw) {
        settle(raw);
        write(raw);
    }

    private void settle(byte[] raw) {
        long alone = Entropy.of(handful.literals()) + Entropy.of(handful.distances());
        long together = Entropy.of(Entropy.sum(block.literals(), handful.literals()))
                + Entropy.of(Entropy.sum(block.distances(), handful.distances()));
        boolean apart = together > blockEntropy + alone + Entropy.bits(HEADER_BITS);
        if (!block.isEmpty() && (apart || !block.hasRoomFor(handful))) {
            write(raw);
            together = alone;
        }
        block.addAll(handful);
        blockEntropy = together;
        handful.clear();
    }

    private void write(byte[] raw) {
        if (!block.isEmpty()) {
            writer.write(block, raw, blockStart);
            blockStart += block.rawLength();
            block.clear();
        }
    }
}
