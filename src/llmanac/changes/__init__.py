"""What changes: between two states of a catalogue, and in the time of which one state tells."""
