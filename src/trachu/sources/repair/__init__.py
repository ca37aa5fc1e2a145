"""Mend what PDF made of Thai text; every character keeps its place in the raw document."""
