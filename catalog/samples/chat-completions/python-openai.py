# openai 3.x (pip install openai)
import os
import sys

from openai import OpenAI, OpenAIError

client = OpenAI(
    base_url="{{base_url}}",
    api_key=os.environ["{{key_variable}}"],
)
try:
    answer = client.chat.completions.create(
        model="{{model}}",
        messages=[{"role": "user", "content": "Hello!"}],
    )
except OpenAIError as error:
    sys.exit(str(error))
print(answer.choices[0].message.content)
