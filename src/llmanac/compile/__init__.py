"""Catalogue → what programs read: price rows, and the snapshot's tables."""
