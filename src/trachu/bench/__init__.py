"""The only room that remembers: store, run, why, cite."""

from trachu.bench.bench import Bench
from trachu.bench.dyad import Dyad
from trachu.bench.paper import Paper
from trachu.bench.why import Why

__all__ = ["Bench", "Dyad", "Paper", "Why"]
