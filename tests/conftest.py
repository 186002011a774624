"""Fixtures for every test."""

from browser import browser, page

__all__ = ["browser", "page"]
