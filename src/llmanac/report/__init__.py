"""What the command line prints: findings and receipts."""
