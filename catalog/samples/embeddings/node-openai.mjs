// openai 7.x (npm install openai)
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "{{base_url}}",
  apiKey: process.env["{{key_variable}}"],
});

try {
  const answer = await client.embeddings.create({
    model: "{{model}}",
    input: "Hello!",
    encoding_format: "float",
  });
  const vector = answer.data[0].embedding;
  console.log(vector.length, vector.slice(0, 3));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
