// Swift 5.7, Foundation of macOS 12 or newer
import Foundation

struct Answer: Decodable {
    struct Choice: Decodable { let message: Message }
    struct Message: Decodable { let content: String }
    let choices: [Choice]
}

let key = ProcessInfo.processInfo.environment["{{key_variable}}"] ?? ""
var request = URLRequest(url: URL(string: "{{url}}")!)
request.httpMethod = "POST"
request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
request.setValue("application/json", forHTTPHeaderField: "Content-Type")
request.httpBody = try JSONSerialization.data(withJSONObject: [
    "model": "{{model}}",
    "messages": [["role": "user", "content": "Hello!"]],
] as [String: Any])

let (data, response) = try await URLSession.shared.data(for: request)
guard (response as? HTTPURLResponse)?.statusCode == 200 else {
    FileHandle.standardError.write(data)
    exit(1)
}
let answer = try JSONDecoder().decode(Answer.self, from: data)
print(answer.choices[0].message.content)
