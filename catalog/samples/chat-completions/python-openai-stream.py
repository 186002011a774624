# openai 3.x (pip install openai)
import os
import sys

from openai import OpenAI, OpenAIError

client = OpenAI(
    base_url="{{base_url}}",
    api_key=os.environ["{{key_variable}}"],
)
try:
    stream = client.chat.completions.create(
        model="{{model}}",
        messages=[{"role": "user", "content": "Hello!"}],
        stream=True,
        stream_options={"include_usage": True},
    )
    for chunk in stream:
        for choice in chunk.choices:
            print(choice.delta.content or "", end="", flush=True)
        if chunk.usage:
            print(f"\n{chunk.usage.total_tokens} tokens", file=sys.stderr)
except OpenAIError as error:
    sys.exit(str(error))
