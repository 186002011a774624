"""What the field in the header looks through: an index of everything that has a name."""
