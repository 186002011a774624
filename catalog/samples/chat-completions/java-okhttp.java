// Java 15, OkHttp 3.13 (com.squareup.okhttp3:okhttp)
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

class Chat {
  public static void main(String[] args) throws IOException {
    String key = System.getenv("{{key_variable}}");
    MediaType type = MediaType.parse("application/json");
    Request request = new Request.Builder()
        .url("{{url}}")
        .header("Authorization", "Bearer " + key)
        .post(RequestBody.create(type, """
            {
              "model": "{{model}}",
              "messages": [{"role": "user", "content": "Hello!"}]
            }"""))
        .build();
    OkHttpClient client = new OkHttpClient();
    try (Response response = client.newCall(request).execute()) {
      String body = response.body().string();
      if (!response.isSuccessful()) {
        throw new IOException(body);
      }
      System.out.println(body);
    }
  }
}
