"""Upstream feeds → claims → records and evidence."""
