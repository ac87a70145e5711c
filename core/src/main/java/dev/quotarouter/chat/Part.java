package dev.quotarouter.chat;

/** One piece of a {@link ChatMessage}: text, data, a tool call or a tool's result. */
public sealed interface Part permits TextPart, DataPart, ToolCall, ToolResult {}
