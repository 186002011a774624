/* C99, libcurl 7.88 (cc chat.c -lcurl) */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
  const char *key = getenv("{{key_variable}}");
  char auth[512];
  snprintf(auth, sizeof auth, "Authorization: Bearer %s", key ? key : "");

  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURL *curl = curl_easy_init();
  if (!curl) return 1;
  struct curl_slist *headers = curl_slist_append(NULL, auth);
  headers = curl_slist_append(headers, "Content-Type: application/json");
  curl_easy_setopt(curl, CURLOPT_URL, "{{url}}");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS,
    "{\"model\": \"{{model}}\","
    " \"messages\": [{\"role\": \"user\", \"content\": \"Hello!\"}]}");

  long status = 0;
  CURLcode code = curl_easy_perform(curl); /* prints what the API answers */
  if (code) fprintf(stderr, "%s\n", curl_easy_strerror(code));
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);

  curl_slist_free_all(headers);
  curl_easy_cleanup(curl);
  curl_global_cleanup();
  return status == 200 && !code ? 0 : 1;
}
