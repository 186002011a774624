# curl 7.76 or newer
curl --no-progress-meter --fail-with-body --no-buffer "{{url}}" \
  --header "Authorization: Bearer $(printenv "{{key_variable}}")" \
  --header "Content-Type: application/json" \
  --data '{
    "model": "{{model}}",
    "messages": [{"role": "user", "content": "Hello!"}],
    "stream": true,
    "stream_options": {"include_usage": true}
  }'
