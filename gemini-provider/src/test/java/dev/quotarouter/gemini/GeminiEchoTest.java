package dev.quotarouter.gemini;

import static dev.quotarouter.gemini.GeminiServer.JSON;
import static dev.quotarouter.gemini.GeminiServer.LONG;
import static dev.quotarouter.gemini.GeminiServer.answer;
import static dev.quotarouter.gemini.GeminiServer.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quotarouter.chat.ChatRequest;
import dev.quotarouter.chat.ChatResponse;
import dev.quotarouter.chat.CodePart;
import dev.quotarouter.chat.DataPart;
import dev.quotarouter.chat.FilePart;
import dev.quotarouter.chat.Part;
import dev.quotarouter.chat.ProviderPart;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Gemini said goes back to it as it came. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GeminiEchoTest {
    private static final String THIRD = "gemini-3-flash-preview";

    /** A thought alone would be no reply. */
    private static final String REST = ",{\"codeExecutionResult\":{\"outcome\":\"OUTCOME_OK\"}}]";

    private final GeminiServer gemini = new GeminiServer();

    @AfterEach
    void close() {
        gemini.close();
    }

    private ChatResponse answered(String part) {
        gemini.wire.enqueue(answer(200, """
                {"candidates":[{"content":{"role":"model","parts":[%s},"finishReason":"STOP"}]}""".formatted(part + REST)));
        ChatResponse response = response(gemini.chat(THIRD, ChatRequest.of("group", "Hi"), LONG));
        gemini.taken();
        return response;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'text':'x'}",
                "{'text':'x','thoughtSignature':'c2ln'}",
                "{'text':'','thoughtSignature':'c2ln'}",
                "{'text':'hm','thought':true,'thoughtSignature':'c2ln'}",
                "{'text':'','thoughtSignature':'c2ln','partMetadata':{'a':1}}",
                "{'functionCall':{'id':'c','name':'f','args':{'n':[1.50,null,true]}},'thoughtSignature':'c2ln'}",
                "{'functionCall':{'name':'f','args':{}},'thoughtSignature':'c2ln'}",
                "{'inlineData':{'mimeType':'image/png','data':'aGk='}}",
                "{'inlineData':{'mimeType':'image/png','data':'aGk='},'thoughtSignature':'c2ln'}",
                "{'inlineData':{'mimeType':'image/png','data':'aGk='},'thought':true,'thoughtSignature':'c2ln'}",
                "{'inlineData':{'mimeType':'image/png','data':'aGk='},'mediaResolution':{'level':'X','numTokens':2}}",
                "{'inlineData':{'mimeType':'image/png','data':'aGk='},'mediaId':'abc','n':1.50,'b':[true]}",
                "{'inlineData':{'mimeType':'image/png','data':'aGk='},'mediaId':'abc','thoughtSignature':'c2ln'}",
                "{'inlineData':{'mimeType':'image/png','data':'aGk='},'thought':true,'mediaId':'abc'}",
                "{'fileData':{'fileUri':'https://host/1'}}",
                "{'fileData':{'mimeType':'video/mp4','fileUri':'https://host/1'},'videoMetadata':{'fps':2.50}}",
                "{'fileData':{'mimeType':'video/mp4','fileUri':'https://host/1'},'mediaId':'abc'}",
                "{'fileData':{'fileUri':'https://host/1'},'thoughtSignature':'c2ln'}",
                "{'thoughtSignature':'c2ln','fileData':{'fileUri':'https://host/1'},'videoMetadata':{'fps':2}}",
                "{'fileData':{'fileUri':'https://host/1'},'thought':true}",
                "{'fileData':{'fileUri':'https://host/1','displayName':'a film'}}",
                "{'executableCode':{'id':'c','language':'PYTHON','code':'print(1)'},'thoughtSignature':'c2ln'}",
                "{'executableCode':{'language':'PYTHON','code':'print(1)'}}",
                "{'executableCode':{'code':'print(1)'}}",
                "{'executableCode':{'language':'PYTHON','code':'1'},'runId':'abc'}",
                "{'runId':7,'executableCode':{'language':'PYTHON','code':'1'},'thoughtSignature':'c2ln'}",
                "{'executableCode':{'language':'PYTHON','code':'1','packages':['a',{'b':1.50}]}}",
                "{'executableCode':{'language':'PYTHON','code':'1'},'thought':true}",
                "{'codeExecutionResult':{'id':'c','outcome':'OUTCOME_OK','output':'1'},'thoughtSignature':'c2ln'}",
                "{'codeExecutionResult':{'outcome':'OUTCOME_OK'}}",
                "{'codeExecutionResult':{'output':'1'}}",
                "{'codeExecutionResult':{'outcome':'OUTCOME_OK','files':[]},'runId':'abc'}",
                "{'toolCall':{'id':'t','toolType':'URL_CONTEXT','args':{'q':1.0}},'thoughtSignature':'c2ln'}",
                "{'toolResponse':{'id':'t','response':{'r':[]}}}",
                "{'new_in_2027':[[{}]],'thought':true}",
            })
    void a_part_of_a_reply_goes_back_as_it_came(String quoted) {
        String part = quoted.replace('\'', '"');
        ChatRequest next = ChatRequest.builder("group")
                .user("Hi")
                .message(answered(part).message())
                .user("Go on")
                .build();

        assertThat(gemini.sent(THIRD, next).at("/contents/1/parts")).isEqualTo(JSON.readTree("[" + part + REST));
    }

    @Test
    void a_call_without_an_id_or_arguments_goes_back_without_an_id_of_ours() {
        ChatResponse answer = answered("{\"functionCall\":{\"name\":\"f\"},\"thoughtSignature\":\"c2ln\"}");
        ChatRequest next = ChatRequest.builder("group")
                .user("Hi")
                .message(answer.message())
                .build();

        assertThat(gemini.sent(THIRD, next).at("/contents/1/parts")).isEqualTo(JSON.readTree("""
                [{"functionCall":{"name":"f","args":{}},"thoughtSignature":"c2ln"}""" + REST));
    }

    @Test
    void a_part_is_neutral_as_long_as_that_loses_nothing() {
        assertThat(List.of(
                        part("\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"aGk=\"},\"mediaId\":\"abc\""),
                        part("\"fileData\":{\"fileUri\":\"u\"},\"mediaId\":\"abc\""),
                        part("\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"1\",\"new\":null}"),
                        part("\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"1\"},\"new\":1")))
                .hasExactlyElementsOfTypes(DataPart.class, FilePart.class, CodePart.class, ProviderPart.class);
    }

    private Part part(String members) {
        return answered("{" + members + "}").message().parts().get(0);
    }
}
