package dev.terrarium.io;

/**
 * What long work tells whoever watches it: which steps run, how far they are, what is worth reading.
 *
 * <p>Not a logger: each call is meant for the person at the terminal, who sees a line a step. Results are not told here.
 */
public interface Progress {
    /** Watches nothing. */
    Progress SILENT = new Progress() {
        @Override
        public Step begin(String phase, String what) {
            return Step.SILENT;
        }

        @Override
        public void note(String line) {}

        @Override
        public void warn(String line) {}
    };

    /**
     * A step begins.
     *
     * @param phase the part of the build, one word, the same for steps of one kind: {@code fetch}, {@code base}
     * @param what the thing that is worked on: {@code numpy 2.3.1}
     */
    Step begin(String phase, String what);

    /** Something that the person should know and need not act upon. */
    void note(String line);

    /** Something that the person should look at; the build goes on. */
    void warn(String line);

    /** A step that runs; closing it ends it, with the last outcome told. */
    interface Step extends AutoCloseable {
        Step SILENT = new Step() {
            @Override
            public void total(long bytes) {}

            @Override
            public void advance(long bytes) {}

            @Override
            public void outcome(String text) {}

            @Override
            public void close() {}
        };

        /** How many bytes there will be, once that is known. */
        void total(long bytes);

        /** So many bytes more are done. */
        void advance(long bytes);

        /** What came of it, in a few words: {@code 41 packages, 39 from the store}. */
        void outcome(String text);

        @Override
        void close();
    }
}
