"""One file per model: fact tables to draws of the same tables."""
