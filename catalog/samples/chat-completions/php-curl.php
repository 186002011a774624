<?php
// PHP 8, cURL extension
$key = getenv('{{key_variable}}');
$curl = curl_init('{{url}}');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => [
        "Authorization: Bearer $key",
        'Content-Type: application/json',
    ],
    CURLOPT_POSTFIELDS => json_encode([
        'model' => '{{model}}',
        'messages' => [['role' => 'user', 'content' => 'Hello!']],
    ]),
]);
$body = curl_exec($curl);
if (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) !== 200) {
    fwrite(STDERR, $body ?: curl_error($curl));
    exit(1);
}
echo json_decode($body)->choices[0]->message->content, PHP_EOL;
