// OpenAI's own client for JavaScript, unchanged: it is only told the address and the key.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, baseURL, apiKey] = process.argv.slice(2);
const require = createRequire(pathToFileURL(folder + "/"));
const { default: OpenAI } = await import(pathToFileURL(require.resolve("openai")));
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0, timeout: 60_000 });
const model = "gpt-4";
const tools = [{
  type: "function",
  function: {
    name: "get_weather",
    description: "The weather of a city",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
}];
const told = {};

const chat = await client.chat.completions.create({ model, messages: [{ role: "user", content: "Hello" }] });
told.chat = chat.choices[0].message.content;
told.tokens = chat.usage.total_tokens;

told.stream = "";
told.chunks = 0;
const stream = await client.chat.completions.create({
  model, stream: true, stream_options: { include_usage: true },
  messages: [{ role: "user", content: "word ".repeat(60).trim() }],
});
for await (const chunk of stream) {
  told.chunks++;
  told.stream += chunk.choices[0]?.delta?.content ?? "";
  told.streamTokens = chunk.usage?.total_tokens ?? told.streamTokens;
}

const messages = [{ role: "user", content: "What is the weather in Paris?" }];
const calling = (await client.chat.completions.create({ model, messages, tools })).choices[0];
const call = calling.message.tool_calls[0];
told.call = call.function.name;
told.finishReason = calling.finish_reason;
messages.push(calling.message, { role: "tool", tool_call_id: call.id, content: '{"celsius": 21}' });
told.answer = (await client.chat.completions.create({ model, messages, tools })).choices[0].message.content;

const runner = client.chat.completions.stream({
  model, tools, messages: [{ role: "user", content: "What is the weather in Rome?" }],
});
told.streamedCall = (await runner.finalChatCompletion()).choices[0].message.tool_calls[0].function.name;

told.models = [];
for await (const one of client.models.list()) told.models.push(one.id);

async function errorOf(action) {
  try {
    await action();
    return "none";
  } catch (error) {
    return { name: error.constructor.name, status: error.status, code: error.code, param: error.param };
  }
}
told.unknown = await errorOf(() => client.chat.completions.create({ model: "gpt-9", messages }));
told.wrong = await errorOf(() => client.chat.completions.create({ model, messages: [{ role: "user" }] }));
const stranger = new OpenAI({ baseURL, apiKey: "sk-wrong", maxRetries: 0 });
told.stranger = await errorOf(() => stranger.chat.completions.create({ model, messages }));

console.log(JSON.stringify(told));
