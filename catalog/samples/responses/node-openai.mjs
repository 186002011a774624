// openai 7.x (npm install openai)
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "{{base_url}}",
  apiKey: process.env["{{key_variable}}"],
});

try {
  const response = await client.responses.create({
    model: "{{model}}",
    input: "Hello!",
  });
  console.log(response.output_text);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
