# requests 2.x (pip install requests)
import os
import sys

import requests

key = os.environ["{{key_variable}}"]
response = requests.post(
    "{{url}}",
    headers={"Authorization": f"Bearer {key}"},
    json={
        "model": "{{model}}",
        "messages": [{"role": "user", "content": "Hello!"}],
    },
    timeout=600,
)
if not response.ok:
    sys.exit(response.text)
print(response.json()["choices"][0]["message"]["content"])
