"""What leaves: pages, API documents, bundles. Everything here is a function of the catalogue."""
