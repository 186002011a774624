# openai 3.x (pip install openai)
import os
import sys

from openai import OpenAI, OpenAIError

client = OpenAI(
    base_url="{{base_url}}",
    api_key=os.environ["{{key_variable}}"],
)
try:
    response = client.responses.create(model="{{model}}", input="Hello!")
except OpenAIError as error:
    sys.exit(str(error))
print(response.output_text)
