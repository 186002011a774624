"""One module per feed: its file as parsed JSON → what it says (`claims.Reading`)."""
