"""The JSON API: typed documents, made from the catalogue, and their descriptions."""
