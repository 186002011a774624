# Ruby 3, Net::HTTP (standard library)
require "json"
require "net/http"

key = ENV.fetch("{{key_variable}}")
response = Net::HTTP.post(
  URI("{{url}}"),
  JSON.generate(
    model: "{{model}}",
    messages: [{ role: "user", content: "Hello!" }]
  ),
  "Authorization" => "Bearer #{key}",
  "Content-Type" => "application/json"
)
abort response.body unless response.is_a?(Net::HTTPSuccess)

puts JSON.parse(response.body).dig("choices", 0, "message", "content")
