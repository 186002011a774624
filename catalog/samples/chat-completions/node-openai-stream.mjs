// openai 7.x (npm install openai)
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "{{base_url}}",
  apiKey: process.env["{{key_variable}}"],
});

try {
  const stream = await client.chat.completions.create({
    model: "{{model}}",
    messages: [{ role: "user", content: "Hello!" }],
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const { choices, usage } of stream) {
    process.stdout.write(choices[0]?.delta.content ?? "");
    if (usage) console.error(`\n${usage.total_tokens} tokens`);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
