"""One file per measure: fact tables to numbers."""
