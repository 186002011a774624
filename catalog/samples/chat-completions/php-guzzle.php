<?php
// PHP 8, Guzzle 7 (composer require guzzlehttp/guzzle)
require 'vendor/autoload.php';

$key = getenv('{{key_variable}}');
$client = new GuzzleHttp\Client();
$response = $client->post('{{url}}', [
    'http_errors' => false,
    'headers' => ['Authorization' => "Bearer $key"],
    'json' => [
        'model' => '{{model}}',
        'messages' => [['role' => 'user', 'content' => 'Hello!']],
    ],
]);
$body = (string) $response->getBody();
if ($response->getStatusCode() !== 200) {
    fwrite(STDERR, $body);
    exit(1);
}
echo json_decode($body)->choices[0]->message->content, PHP_EOL;
