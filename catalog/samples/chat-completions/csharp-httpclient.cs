// .NET 8, HttpClient
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

var key = Environment.GetEnvironmentVariable("{{key_variable}}");
using var client = new HttpClient();
client.DefaultRequestHeaders.Authorization =
    new AuthenticationHeaderValue("Bearer", key);

var response = await client.PostAsJsonAsync("{{url}}", new
{
    model = "{{model}}",
    messages = new[] { new { role = "user", content = "Hello!" } },
});
var body = await response.Content.ReadAsStringAsync();
if (!response.IsSuccessStatusCode)
{
    Console.Error.WriteLine(body);
    return 1;
}
var choice = JsonNode.Parse(body)!["choices"]![0]!;
Console.WriteLine(choice["message"]!["content"]);
return 0;
