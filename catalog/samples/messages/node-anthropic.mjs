// @anthropic-ai/sdk 1.x (npm install @anthropic-ai/sdk)
import Anthropic from "@anthropic-ai/sdk";

const client = new Anthropic({
  baseURL: "{{base_url}}",
  apiKey: process.env["{{key_variable}}"],
});

try {
  const message = await client.messages.create({
    model: "{{model}}",
    max_tokens: 1024,
    messages: [{ role: "user", content: "Hello!" }],
  });
  for (const block of message.content) {
    if (block.type === "text") console.log(block.text);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
