// .NET 8, RestSharp 112 (dotnet add package RestSharp)
using System.Text.Json.Nodes;
using RestSharp;

var key = Environment.GetEnvironmentVariable("{{key_variable}}");
using var client = new RestClient("{{url}}");
var request = new RestRequest("", Method.Post);
request.AddHeader("Authorization", $"Bearer {key}");
request.AddJsonBody(new
{
    model = "{{model}}",
    messages = new[] { new { role = "user", content = "Hello!" } },
});

var response = await client.ExecuteAsync(request);
if (!response.IsSuccessful)
{
    Console.Error.WriteLine(response.Content ?? response.ErrorMessage);
    return 1;
}
var choice = JsonNode.Parse(response.Content!)!["choices"]![0]!;
Console.WriteLine(choice["message"]!["content"]);
return 0;
