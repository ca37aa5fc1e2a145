"""Bytes in, tables out: what a document or a published file says."""
