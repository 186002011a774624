# curl 7.76 or newer
curl --no-progress-meter --fail-with-body "{{url}}" \
  --header "x-api-key: $(printenv "{{key_variable}}")" \
  --header "anthropic-version: 2023-06-01" \
  --header "Content-Type: application/json" \
  --data '{
    "model": "{{model}}",
    "max_tokens": 1024,
    "messages": [{"role": "user", "content": "Hello!"}]
  }'
