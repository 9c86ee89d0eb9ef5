package dev.terrarium.python;

import java.util.ArrayList;
import java.util.List;

/** Reads markers: {@code or} binds loosest, then {@code and}, then parentheses and comparisons. */
final class MarkerReader {
    private static final int DEEPEST = 50;
    private static final int MOST = 2_000;

    private final Cursor cursor;
    private final boolean inLock;
    private int depth;
    private int comparisons;

    MarkerReader(Cursor cursor) {
        this(cursor, false);
    }

    /** @param inLock whether it may ask for sets of extras and groups */
    MarkerReader(Cursor cursor, boolean inLock) {
        this.cursor = cursor;
        this.inLock = inLock;
    }

    Marker read() throws Malformed {
        var any = new ArrayList<Marker>(List.of(conjunction()));
        while (skipWord("or")) {
            any.add(conjunction());
        }
        return any.size() == 1 ? any.getFirst() : new Marker.Or(any);
    }

    private Marker conjunction() throws Malformed {
        var all = new ArrayList<Marker>(List.of(operand()));
        while (skipWord("and")) {
            all.add(operand());
        }
        return all.size() == 1 ? all.getFirst() : new Marker.And(all);
    }

    private Marker operand() throws Malformed {
        if (!cursor.skip('(')) {
            return comparison();
        }
        if (++depth > DEEPEST) {
            throw cursor.malformed("a marker nested more than " + DEEPEST + " deep");
        }
        Marker inner = read();
        if (!cursor.skip(')')) {
            throw cursor.malformed("`)` is missing in a marker");
        }
        depth--;
        return inner;
    }

    private Marker comparison() throws Malformed {
        if (++comparisons > MOST) {
            throw cursor.malformed("a marker of more than " + MOST + " comparisons");
        }
        if (isQuote(cursor.peek())) {
            String literal = literal();
            String operator = operator();
            return checked(new Marker.Comparison(variable(), operator, literal, true));
        }
        String variable = variable();
        String operator = operator();
        return checked(new Marker.Comparison(variable, operator, literal(), false));
    }

    /** What no environment can decide is refused when it is read, so that evaluating never fails. */
    private Marker checked(Marker.Comparison comparison) throws Malformed {
        String operator = comparison.operator();
        boolean set = MarkerVariable.named(comparison.variable())
                .filter(MarkerVariable::isSet)
                .isPresent();
        if (set && !(comparison.reversed() && operator.endsWith("in"))) {
            throw cursor.malformed("`" + comparison.variable() + "` is a set, and only asked by `\"name\" in`");
        }
        if (operator.equals("~=") || operator.equals("===")) {
            boolean version = MarkerVariable.named(comparison.variable())
                    .filter(MarkerVariable::isVersion)
                    .isPresent();
            if (!version) {
                throw cursor.malformed(
                        "`" + operator + "` compares versions only, `" + comparison.variable() + "` is none");
            }
            if (!comparison.reversed()) {
                Specifiers.read(operator + comparison.literal());
            }
        }
        return comparison;
    }

    private String variable() throws Malformed {
        cursor.skipBlanks();
        String word = cursor.take(c -> c >= 'a' && c <= 'z' || c == '_' || c == '.');
        MarkerVariable variable = MarkerVariable.named(word)
                .filter(it -> inLock || !it.isSet())
                .orElseThrow(() -> cursor.malformed(
                        word.isEmpty()
                                ? "a marker compares a variable with a quoted text"
                                : "unknown marker variable `" + word + "`"));
        return variable.toString();
    }

    private String operator() throws Malformed {
        cursor.skipBlanks();
        var symbol = Specifier.Operator.at(cursor.text(), cursor.position());
        if (symbol.isPresent()) {
            cursor.advance(symbol.get().toString().length());
            return symbol.get().toString();
        }
        if (skipWord("in")) {
            return "in";
        }
        if (skipWord("not") && skipWord("in")) {
            return "not in";
        }
        throw cursor.malformed("an operator is missing in a marker");
    }

    private String literal() throws Malformed {
        char quote = cursor.peek();
        if (!isQuote(quote)) {
            throw cursor.malformed("a marker compares a variable with a quoted text");
        }
        cursor.skip(quote);
        String literal = cursor.until(String.valueOf(quote));
        if (!cursor.skip(quote)) {
            throw cursor.malformed("a quotation mark is missing in a marker");
        }
        return literal;
    }

    private boolean skipWord(String word) {
        if (!cursor.startsWith(word)) {
            return false;
        }
        int end = cursor.position() + word.length();
        if (end < cursor.text().length()
                && Character.isLetterOrDigit(cursor.text().charAt(end))) {
            return false;
        }
        cursor.advance(word.length());
        return true;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
