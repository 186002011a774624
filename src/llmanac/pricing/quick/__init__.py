"""The short way from an ordinary body to its total: dialects as functions, prices as vectors.

It finds what `Reader` and `Receipt` find, or gives up and leaves the body to them; no guesses.
"""
