"""What all feeds say, weighed: one value per fact with its witnesses, and what is kept out."""
