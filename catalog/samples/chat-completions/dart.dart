// Dart 3, http 1.x (dart pub add http)
import 'dart:convert';
import 'dart:io';

import 'package:http/http.dart' as http;

Future<void> main() async {
  final key = Platform.environment['{{key_variable}}'];
  final response = await http.post(
    Uri.parse('{{url}}'),
    headers: {
      'Authorization': 'Bearer $key',
      'Content-Type': 'application/json',
    },
    body: jsonEncode({
      'model': '{{model}}',
      'messages': [
        {'role': 'user', 'content': 'Hello!'},
      ],
    }),
  );
  final body = utf8.decode(response.bodyBytes);
  if (response.statusCode != 200) {
    stderr.writeln(body);
    exitCode = 1;
    return;
  }
  print(jsonDecode(body)['choices'][0]['message']['content']);
}
