"""The pages: one file each, found by this folder."""
