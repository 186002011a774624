# anthropic 2.x (pip install anthropic)
import os
import sys

from anthropic import Anthropic, AnthropicError

client = Anthropic(
    base_url="{{base_url}}",
    api_key=os.environ["{{key_variable}}"],
)
try:
    message = client.messages.create(
        model="{{model}}",
        max_tokens=1024,
        messages=[{"role": "user", "content": "Hello!"}],
    )
except AnthropicError as error:
    sys.exit(str(error))
for block in message.content:
    if block.type == "text":
        print(block.text)
