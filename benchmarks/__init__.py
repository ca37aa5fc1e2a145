"""Measurements of trachu beside named public tools, one program each: `python -m benchmarks.NAME ARGUMENT`."""
