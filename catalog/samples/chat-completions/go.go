// Go 1.19 or newer, standard library
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
)

func main() {
	payload := strings.NewReader(`{
		"model": "{{model}}",
		"messages": [{"role": "user", "content": "Hello!"}]
	}`)
	request, err := http.NewRequest("POST", "{{url}}", payload)
	if err != nil {
		log.Fatal(err)
	}
	key := os.Getenv("{{key_variable}}")
	request.Header.Set("Authorization", "Bearer "+key)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != 200 {
		log.Fatal(response.Status, "\n", string(body))
	}
	var answer struct {
		Choices []struct{ Message struct{ Content string } }
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Choices[0].Message.Content)
}
