# openai 3.x (pip install openai)
import os
import sys

from openai import OpenAI, OpenAIError

client = OpenAI(
    base_url="{{base_url}}",
    api_key=os.environ["{{key_variable}}"],
)
try:
    answer = client.embeddings.create(
        model="{{model}}",
        input="Hello!",
        encoding_format="float",
    )
except OpenAIError as error:
    sys.exit(str(error))
vector = answer.data[0].embedding
print(len(vector), vector[:3])
