package dev.quotarouter.gemini;

import static dev.quotarouter.gemini.GeminiServer.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiSchemaTest {
    private final GeminiSchemas schemas = new GeminiSchemas();

    private String translated(String schema) {
        return schemas.translate("the schema", schema);
    }

    private void assertTranslated(String schema, String expected) {
        assertThat(JSON.readTree(translated(schema))).isEqualTo(JSON.readTree(expected));
    }

    @Test
    void what_Gemini_honours_passes() {
        String schema = """
                {"$id":"i","$anchor":"a","type":"object","title":"t","description":"d","required":["a"],
                 "propertyOrdering":["a","b"],"additionalProperties":false,
                 "properties":{"a":{"type":["string","null"],"enum":["x","y"],"format":"date-time"},
                  "b":{"type":"array","items":{"$ref":"#/$defs/n"},"prefixItems":[{"type":"number"}],
                   "minItems":1,"maxItems":3},
                  "c":{"anyOf":[{"type":"integer","minimum":1,"maximum":9},{"type":"null"}]},
                  "d":{"oneOf":[{"enum":[1,2.5]},{"type":"boolean"}]},
                  "e":{"type":"object","additionalProperties":{"type":"string"}}},
                 "$defs":{"n":{"type":"number","format":"double"}}}""";

        assertTranslated(schema, schema);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"type":"STRING"}                                    | {"type":"string"}
            {"const":"x"}                                        | {"enum":["x"]}
            {"const":7}                                          | {"enum":[7]}
            {"enum":["a","b"],"const":"a"}                       | {"enum":["a"]}
            {"const":null}                                       | {"type":"null"}
            {"const":true}                                       | {"type":"boolean","description":"One of [true]."}
            {"enum":[true,false]}                                | {"type":"boolean"}
            {"enum":["a",null]}                                  | {"anyOf":[{"enum":["a"]},{"type":"null"}]}
            {"enum":["a",["b"]]}                                 | {"description":"One of [\\"a\\",[\\"b\\"]]."}
            {"type":"string","nullable":true}                    | {"type":["string","null"]}
            {"type":["string","null"],"nullable":true}           | {"type":["string","null"]}
            {"type":"string","nullable":false}                   | {"type":"string"}
            {"nullable":true,"description":"d"}                  | {"description":"d"}
            {"anyOf":[{"type":"string"}],"nullable":true}        | {"anyOf":[{"type":"string"},{"type":"null"}]}
            {"type":"string","enum":["a"],"nullable":true,"title":"t"} | {"title":"t","anyOf":[{"type":"string","enum":["a"]},{"type":"null"}]}
            {"type":"integer","exclusiveMinimum":0}              | {"type":"integer","minimum":1}
            {"type":"INTEGER","exclusiveMaximum":10.5}           | {"type":"integer","maximum":10}
            {"type":"integer","minimum":5,"exclusiveMinimum":0}  | {"type":"integer","minimum":5}
            {"type":"integer","minimum":5,"exclusiveMinimum":true} | {"type":"integer","minimum":6}
            {"type":"integer","maximum":5,"exclusiveMaximum":false} | {"type":"integer","maximum":5}
            {"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1} | {"type":"number","minimum":0,"maximum":1,"description":"Greater than 0.\\nLess than 1."}
            {"allOf":[{"type":"string"}],"description":"d"}      | {"description":"d","type":"string"}
            {"allOf":[{"$ref":"#/$defs/A"}],"description":"d"}   | {"description":"d","anyOf":[{"$ref":"#/$defs/A"}]}
            {"allOf":[{"allOf":[{"type":"string"}]}]}            | {"type":"string"}
            {"$ref":"#/$defs/A","title":"t","default":1}         | {"title":"t","anyOf":[{"$ref":"#/$defs/A"}]}
            {"$ref":"#/$defs/A","nullable":true}                 | {"anyOf":[{"$ref":"#/$defs/A"},{"type":"null"}]}
            {"$ref":"#/definitions/A","definitions":{"A":{"const":1}}} | {"$ref":"#/$defs/A","$defs":{"A":{"enum":[1]}}}
            {"properties":{"a":true}}                            | {"properties":{"a":{}}}
            {"additionalProperties":true}                        | {"additionalProperties":true}
            {"description":"d","minLength":2,"maxLength":3}      | {"description":"d\\nAt least 2 characters.\\nAt most 3 characters."}
            {"pattern":"^a$"}                                    | {"description":"Matches the regular expression ^a$"}
            {"multipleOf":5}                                     | {"description":"A multiple of 5."}
            {"uniqueItems":true}                                 | {"description":"No item comes twice."}
            {"uniqueItems":false}                                | {}
            {"type":"string","format":"email"}                   | {"type":"string","description":"Format: email."}
            {"contentEncoding":"base64","contentMediaType":"image/png"} | {"description":"Encoded as base64.\\nContains image/png."}
            {"$schema":"s","$comment":"c","examples":[1],"example":1,"default":1,"deprecated":true,"readOnly":true,"x-y":1} | {}
            """)
    void what_has_an_equal_is_translated_and_what_can_be_told_is_told(String schema, String expected) {
        assertTranslated(schema, expected);
        assertTranslated(
                "{\"type\":\"array\",\"items\":" + schema.replace("\"definitions\"", "\"$defs\"") + "}",
                "{\"type\":\"array\",\"items\":" + expected + "}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"not":{}}                                      | $.not: Gemini's schemas cannot say this; say in the description what must not be
            {"properties":{"a":{"items":{"if":{}}}}}        | $.properties.a.items.if: Gemini's schemas cannot say this; write anyOf
            {"anyOf":[{},{"then":{}}]}                      | $.anyOf[1].then:
            {"patternProperties":{}}                        | $.patternProperties:
            {"dependentSchemas":{}}                         | $.dependentSchemas:
            {"dependentRequired":{}}                        | $.dependentRequired:
            {"propertyNames":{}}                            | $.propertyNames:
            {"contains":{}}                                 | $.contains:
            {"unevaluatedProperties":false}                 | $.unevaluatedProperties: Gemini's schemas cannot say this; write additionalProperties
            {"$ref":"https://example.com/a.json"}           | $.$ref: Gemini's schemas cannot say this; move what it names into $defs
            {"$ref":"#/allOf/0"}                            | $.$ref:
            {"$ref":"#/$defs/A","minimum":1}                | $.minimum: Gemini reads nothing beside $ref; move it into the schema that $ref names
            {"$ref":"#/$defs/A","nullable":true,"type":"object"} | $.type:
            {"$dynamicRef":"#a"}                            | $.$dynamicRef:
            {"allOf":[{"type":"object"},{"type":"object"}]} | $.allOf: Gemini's schemas cannot say this; write its members into one schema
            {"type":"string","allOf":[{"type":"number"}]}   | $.allOf[0].type: the schema around it has another
            {"properties":{"a":false}}                      | $.properties.a: Gemini reads an object here
            {"items":[{},{}]}                               | $.items: Gemini's schemas cannot say this; write prefixItems
            {"items":{"definitions":{}}}                    | $.items.definitions:
            {"$defs":{"A":{}},"definitions":{"A":{}}}       | $.definitions.A: Gemini's schemas cannot say this; give it another name
            {"anyOf":[{}],"oneOf":[{}]}                     | $.oneOf:
            {"anyOf":[]}                                    | $.anyOf:
            {"type":"text"}                                 | $.type:
            {"enum":[]}                                     | $.enum:
            {"enum":["a"],"const":"b"}                      | $.const:
            {"minimum":"1"}                                 | $.minimum:
            {"minimum":1e999999999}                         | $.minimum:
            {"propertys":{}}                                | $.propertys: Gemini's schemas cannot say this; leave it out
            {"type":"string","type":"string"}               | "type" comes twice
            """)
    void what_would_change_its_meaning_is_refused_with_its_place(String schema, String reason) {
        assertThatThrownBy(() -> translated(schema))
                .isInstanceOf(UnsendableException.class)
                .hasMessageStartingWith("the schema: ")
                .hasMessageContaining(reason);
    }

    @Test
    void a_schema_is_translated_once() {
        String schema = "{\"const\":\"x\"}";

        assertThat(translated(schema)).isSameAs(translated(new String(schema.toCharArray())));
    }
}
