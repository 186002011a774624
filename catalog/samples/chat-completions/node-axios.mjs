// axios 1.x (npm install axios)
import axios from "axios";

const key = process.env["{{key_variable}}"];

try {
  const { data } = await axios.post(
    "{{url}}",
    {
      model: "{{model}}",
      messages: [{ role: "user", content: "Hello!" }],
    },
    { headers: { Authorization: `Bearer ${key}` } },
  );
  console.log(data.choices[0].message.content);
} catch (error) {
  console.error(error.response?.data ?? error.message);
  process.exitCode = 1;
}
