"""Fixtures for every test."""

from hypothesis import settings

from browser import browser, page

__all__ = ["browser", "page"]

settings.register_profile("patient", settings(), deadline=None)  # other work may slow the machine
settings.load_profile("patient")
