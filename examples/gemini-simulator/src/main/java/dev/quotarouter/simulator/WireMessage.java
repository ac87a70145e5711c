package dev.quotarouter.simulator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The messages that a request is made of, and their fields. Google: an unknown field is an error. */
enum WireMessage {
    GENERATE_REQUEST("model:STRING contents:CONTENT[] systemInstruction:CONTENT tools:TOOL[] toolConfig:TOOL_CONFIG"
            + " safetySettings:SAFETY_SETTING[] generationConfig:GENERATION_CONFIG cachedContent:STRING"
            + " serviceTier:STRING store:BOOL"),
    COUNT_REQUEST("contents:CONTENT[] generateContentRequest:GENERATE_REQUEST"),
    CONTENT("role:STRING parts:PART[]"),
    PART("text:STRING inlineData:BLOB fileData:FILE functionCall:FUNCTION_CALL functionResponse:FUNCTION_RESPONSE"
            + " executableCode:EXECUTABLE_CODE codeExecutionResult:CODE_RESULT toolCall:TOOL_CALL"
            + " toolResponse:TOOL_RESPONSE thought:BOOL thoughtSignature:BYTES videoMetadata:VIDEO_METADATA"
            + " mediaResolution:MEDIA_RESOLUTION partMetadata:STRUCT"),
    BLOB("mimeType:STRING data:BYTES"),
    FILE("mimeType:STRING fileUri:STRING"),
    VIDEO_METADATA("startOffset:STRING endOffset:STRING fps:NUMBER"),
    MEDIA_RESOLUTION("level:STRING numTokens:INT"),
    EXECUTABLE_CODE("id:STRING language:STRING code:STRING"),
    CODE_RESULT("id:STRING outcome:STRING output:STRING"),
    TOOL_CALL("id:STRING toolType:STRING args:STRUCT"),
    TOOL_RESPONSE("id:STRING toolType:STRING response:STRUCT"),
    FUNCTION_CALL("id:STRING name:STRING args:STRUCT"),
    FUNCTION_RESPONSE(
            "id:STRING name:STRING response:STRUCT parts:RESPONSE_PART[] willContinue:BOOL" + " scheduling:STRING"),
    RESPONSE_PART("inlineData:BLOB"),
    TOOL("functionDeclarations:FUNCTION_DECLARATION[] googleSearch:GOOGLE_SEARCH googleSearchRetrieval:STRUCT"
            + " codeExecution:EMPTY urlContext:EMPTY googleMaps:GOOGLE_MAPS fileSearch:FILE_SEARCH"
            + " computerUse:COMPUTER_USE mcpServers:STRUCT[]"),
    EMPTY(""),
    GOOGLE_SEARCH("timeRangeFilter:STRUCT searchTypes:STRUCT"),
    GOOGLE_MAPS("enableWidget:BOOL authConfig:STRUCT"),
    FILE_SEARCH("fileSearchStoreNames:STRING[] topK:INT metadataFilter:STRING"),
    COMPUTER_USE("environment:STRING excludedPredefinedFunctions:STRING[]"),
    FUNCTION_DECLARATION("name:STRING description:STRING parameters:SCHEMA parametersJsonSchema:ANY response:SCHEMA"
            + " responseJsonSchema:ANY behavior:STRING"),
    TOOL_CONFIG("functionCallingConfig:FUNCTION_CALLING_CONFIG retrievalConfig:RETRIEVAL_CONFIG"
            + " includeServerSideToolInvocations:BOOL"),
    RETRIEVAL_CONFIG("latLng:STRUCT languageCode:STRING"),
    FUNCTION_CALLING_CONFIG("mode:STRING allowedFunctionNames:STRING[]"),
    SAFETY_SETTING("category:STRING threshold:STRING"),
    GENERATION_CONFIG("candidateCount:INT stopSequences:STRING[] maxOutputTokens:INT temperature:NUMBER topP:NUMBER"
            + " topK:NUMBER seed:INT presencePenalty:NUMBER frequencyPenalty:NUMBER responseLogprobs:BOOL"
            + " logprobs:INT responseMimeType:STRING responseSchema:SCHEMA responseJsonSchema:ANY"
            + " _responseJsonSchema:ANY responseModalities:STRING[] speechConfig:STRUCT"
            + " thinkingConfig:THINKING_CONFIG mediaResolution:STRING imageConfig:IMAGE_CONFIG"
            + " enableEnhancedCivicAnswers:BOOL audioTranscriptionConfig:STRUCT"),
    IMAGE_CONFIG("aspectRatio:STRING imageSize:STRING"),
    THINKING_CONFIG("includeThoughts:BOOL thinkingBudget:INT thinkingLevel:STRING"),
    SCHEMA("type:STRING format:STRING title:STRING description:STRING nullable:BOOL enum:STRING[] items:SCHEMA"
            + " minItems:INT maxItems:INT properties:SCHEMA{} required:STRING[] minProperties:INT"
            + " maxProperties:INT minimum:NUMBER maximum:NUMBER minLength:INT maxLength:INT pattern:STRING"
            + " example:ANY anyOf:SCHEMA[] propertyOrdering:STRING[] default:ANY");

    // Filled in the constructor and never after.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, WireField> fields = new HashMap<>();

    WireMessage(String spec) {
        for (String text : spec.isEmpty() ? new String[0] : spec.split(" ", -1)) {
            WireField field = WireField.parse(text);
            fields.put(field.name(), field);
            fields.put(field.snakeName(), field);
        }
    }

    /** {@return the field of this name, in camel case or snake case} */
    Optional<WireField> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    static Optional<WireMessage> named(String name) {
        return Arrays.stream(values())
                .filter(message -> message.name().equals(name))
                .findFirst();
    }
}
