"""The only room that remembers: store, run, why, cite."""
