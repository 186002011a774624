"""Prove the code samples: run each against a server that checks what it is asked.

    python -m prover [api/file …]      (with tests/samples on the path; `make samples` does it)

A sample passes if it sends exactly one right request and prints the answer, and if it fails with
the API's own words when its key is wrong. What cannot run here is parsed. Proofs go to
`catalog/samples/proved.json`. Nothing of this is needed to build a site.
"""
