package dev.terrarium.secret;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges what is assigned to a name that says it is a secret. */
final class AssignedValue {
    private static final Pattern QUOTED =
            Pattern.compile("[=]?\\s{0,8}+(?:[bru]|rb|br)?+(?:\"\"\"|'''|([\"']))([^\"'\\\\\\s]{1,512}+)[\"']");
    private static final Pattern BARE = Pattern.compile("[ \\t]{0,8}+([^\\s\"'#;,]{1,1024}+)[ \\t\\r;,]*+(?:#.*)?+");
    private static final int SHORT_PASSWORD = 8;
    private static final int SHORT_VALUE = 12;

    private AssignedValue() {}

    /** @param rest what follows the operator, to the end of the line */
    static boolean isSecret(String rest, String name, FileRole role) {
        Matcher quoted = QUOTED.matcher(rest);
        if (quoted.lookingAt()) {
            return judge(quoted.group(2), name, role);
        }
        Matcher bare = BARE.matcher(rest);
        return role.isBare() && bare.matches() && judge(bare.group(1), name, role);
    }

    private static boolean judge(String value, String name, FileRole role) {
        if (value.equalsIgnoreCase(name) || Placeholders.isOne(value) || !isLong(value) && isReference(value)) {
            return false;
        }
        if (role == FileRole.ENVIRONMENT) {
            return true;
        }
        if (SecretName.isPassword(name) && value.length() >= SHORT_PASSWORD && Placeholders.classes(value) >= 3) {
            return !Placeholders.isMadeUp(value);
        }
        return value.length() >= SHORT_VALUE && Placeholders.looksRandom(value) && !Placeholders.isMadeUp(value);
    }

    /** What machines generate at this length may begin and end with any sign. */
    private static boolean isLong(String value) {
        return value.length() >= 40
                && Placeholders.classes(value) >= 3
                && Placeholders.entropy(value) >= 4
                && value.indexOf('/') < 0
                && !value.matches("[A-Za-z_.]+[(\\[].*");
    }

    /** Something that stands for the value or leads to it: a variable, a template, a path, an address, a name in a program. */
    private static boolean isReference(String value) {
        return value.matches(
                        "\\$.*|.*\\$\\{.*|.*\\{\\{?.*\\}?\\}.*|<.*>|%.*%|%\\(.*|!.*|[&*][A-Za-z].*|@.*|\\[.*|\\(.*")
                || value.matches("\\.{0,2}/.*/.*|~/.*|[A-Za-z]:\\\\.*")
                || value.matches("[a-z][a-z0-9+.-]*://.*")
                || value.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+(\\(.*)?")
                || value.matches("[A-Za-z_.]+[(\\[].*")
                || value.matches("(arn|vault|secret|op|sm|gcp|aws|azure|env|file|ref|keyring):.*")
                || value.matches("[^@\\s]+@[^@\\s]+\\.[a-z]{2,}");
    }
}
