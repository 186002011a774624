"""What a request costs: meters, amounts, entries, dialects, receipts. Standard library only."""
