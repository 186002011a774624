# curl 7.76 or newer
curl --no-progress-meter --fail-with-body "{{url}}" \
  --header "Authorization: Bearer $(printenv "{{key_variable}}")" \
  --header "Content-Type: application/json" \
  --data '{
    "model": "{{model}}",
    "messages": [{"role": "user", "content": "Hello!"}]
  }'
