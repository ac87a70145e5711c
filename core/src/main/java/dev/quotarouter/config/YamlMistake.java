package dev.quotarouter.config;

import org.yaml.snakeyaml.error.MarkedYAMLException;

/** What is wrong where the parser stopped, in words of our own: its own quote the file, and with it perhaps a key. */
enum YamlMistake {
    TAB("'\\t(TAB)'", "a tab cannot stand here", "indent with spaces"),
    UNKNOWN_ANCHOR(
            "undefined alias",
            "this refers to an anchor that is not written above",
            "write the anchor (&name) first, or put a name with a star in quotes"),
    STAR("while scanning an alias", "a star begins the name of an anchor here", "put a name with a star in quotes"),
    SECOND_DOCUMENT("but found another document", "a second document begins here", "keep one document in the file"),
    NESTED_COLON(
            "mapping values are not allowed here",
            "a colon is not allowed here",
            "check the indentation, or put the value in quotes"),
    MISSING_COLON("could not find expected ':'", "a setting has no colon with a space behind it", "write name: value"),
    OPEN_QUOTE("found unexpected end of stream", "a quote is not closed", "close it"),
    RESERVED_CHARACTER(
            "that cannot start any token", "a value cannot begin with this character", "put the value in quotes"),
    ESCAPE("unknown escape character", "there is no such escape in double quotes", "use single quotes"),
    FLOW("expected ',' or", "a comma or a closing bracket is missing", "close the list or map"),
    TEMPLATE("{{", "this is a template, not YAML", "let Helm (or what it was written for) render it first"),
    INDENTATION("expected <block end>", "this does not fit what stands above it", "check the indentation"),
    OTHER("", "this is not YAML", "check indentation, quotes and brackets");

    private final String sign;
    private final String problem;
    private final String remedy;

    YamlMistake(String sign, String problem, String remedy) {
        this.sign = sign;
        this.problem = problem;
        this.remedy = remedy;
    }

    static YamlMistake of(MarkedYAMLException e, String yaml) {
        if (yaml.contains("{{") && yaml.contains("}}")) {
            return TEMPLATE;
        }
        String words = e.getContext() + " " + e.getProblem();
        for (YamlMistake mistake : values()) {
            if (words.contains(mistake.sign)) {
                return mistake;
            }
        }
        return OTHER;
    }

    String problem() {
        return problem;
    }

    String remedy() {
        return remedy;
    }
}
