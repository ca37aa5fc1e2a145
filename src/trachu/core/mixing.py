"""Numbers that both ways of running the structural engine share: constants of SplitMix64, and widths of words."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np

AVAILABLE = find_spec("numba") is not None
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
S30, S27, S31, S11, S58, S56, S32 = (np.uint64(n) for n in (30, 27, 31, 11, 58, 56, 32))
BIT, NONE, LOW = np.uint64(1), np.uint64(0), np.uint64(0xFFFFFFFF)
GATHER = np.uint64(0x0102040810204080)  # the lowest bits of eight bytes, multiplied by it, stand in the highest byte
BRUIJN = np.uint64(0x03F79D71B4CB0A89)
PLACE = np.zeros(64, dtype=np.uint64)
for _n in range(64):
    PLACE[((1 << _n) * int(BRUIJN) % 2**64) >> 58] = _n
LANES = 64  # places of pairs in a word
WIDE = 8  # the compiled loops take eight states at a time
UNIT, UNIT32 = 2.0**-53, 2.0**-32
BACK = 0.05  # part of its former lord's means with which a state comes back
HALVINGS = 7  # e^x = (e^(x/128))^128, so that a short polynomial is exact to the last digits
PARTS = 2.0**HALVINGS
