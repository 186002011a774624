"""What a record is. Prices are pricing's own types; everything else is defined here."""
