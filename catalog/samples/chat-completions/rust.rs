// reqwest 0.11 (feature json), serde_json 1, tokio 1 (features macros, rt)
use serde_json::{json, Value};
use std::{env, error::Error, process};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let response = reqwest::Client::new()
        .post("{{url}}")
        .bearer_auth(env::var("{{key_variable}}")?)
        .json(&json!({
            "model": "{{model}}",
            "messages": [{"role": "user", "content": "Hello!"}]
        }))
        .send()
        .await?;
    if !response.status().is_success() {
        eprintln!("{}", response.text().await?);
        process::exit(1);
    }
    let answer: Value = response.json().await?;
    let text = &answer["choices"][0]["message"]["content"];
    println!("{}", text.as_str().unwrap_or_default());
    Ok(())
}
