"""One object of a feed, field by field, and what of it does not come across."""
