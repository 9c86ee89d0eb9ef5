package dev.terrarium.dockerfile.shell;

/** Finds where brackets close whose inside nobody reads: <code>${…}</code>, {@code $((…))}, {@code [[ … ]]}. */
record Brackets(String text, int depth) {
    /** The place of the brace that closes what begins at {@code from}. */
    int braceEnd(int from) throws ShellError {
        int open = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '\'' || c == '"') {
                at = quoteEnd(at);
            } else if (c == '{') {
                open++;
            } else if (c == '}' && open-- == 0) {
                return at;
            }
        }
        throw new ShellError("a brace does not close");
    }

    /** Behind the brackets that open, doubled, at {@code from}. */
    int arithmeticEnd(int from) throws ShellError {
        int open = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '(') {
                open++;
            } else if (c == ')' && --open == 0) {
                return at + 1;
            }
        }
        throw new ShellError("a bracket does not close");
    }

    /** Behind the {@code ]]} that closes what begins at {@code from}. */
    int testEnd(int from) throws ShellError {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                at = quoteEnd(at);
            } else if (text.startsWith("]]", at) && Character.isWhitespace(text.charAt(at - 1))) {
                return at + 2;
            }
        }
        throw new ShellError("`[[` does not close");
    }

    private int quoteEnd(int open) throws ShellError {
        char quote = text.charAt(open);
        for (int at = open + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                return at;
            }
            if (c == '\\' && quote == '"') {
                at++;
            }
        }
        throw new ShellError("a quote does not close");
    }
}
