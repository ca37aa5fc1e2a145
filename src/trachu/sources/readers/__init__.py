"""One file per kind of document: bytes to pages, every character with its place in the raw document."""
