"""Random numbers that depend on what they are for and on nothing else.

A number is a function of (seed, run, step, i, j): the seed of the experiment, the number of the draw, the step in
time, and two names such as those of an actor and of an indicator. Neither the order of work, nor the number of
threads, nor leaving some actors out changes it, and two scenarios with one seed share their shocks.

The function is Philox-4×32-10 (Salmon et al. 2011): the counter is (run, step, i, j), the key is the seed.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Words32 = NDArray[np.uint64]

LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
BUMPS = (0x9E3779B9, 0xBB67AE85)  # added to the two halves of the key after every round
ROUNDS = 10
BITS = 53  # of a number in [0, 1)


def philox(counter: tuple[Any, Any, Any, Any], seed: int) -> tuple[Words32, Words32, Words32, Words32]:
    """Mix a counter of four 32-bit words (arrays broadcast) with a 64-bit key into four random 32-bit words.

    >>> [f"{int(word):08x}" for word in philox((0, 0, 0, 0), 0)]
    ['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8']
    """
    a, b, c, d = (np.asarray(word, dtype=np.uint64) & LOW for word in counter)
    one, two = seed & 0xFFFFFFFF, (seed >> 32) & 0xFFFFFFFF
    for _ in range(ROUNDS):
        left, right = MULTIPLIERS[0] * a, MULTIPLIERS[1] * c
        a, b, c, d = (
            (right >> HALF) ^ b ^ np.uint64(one), right & LOW, (left >> HALF) ^ d ^ np.uint64(two), left & LOW,
        )  # fmt: skip
        one, two = (one + BUMPS[0]) & 0xFFFFFFFF, (two + BUMPS[1]) & 0xFFFFFFFF
    return a, b, c, d


def uniform(seed: int, run: Any, step: Any, i: Any, j: Any) -> Floats:
    """Draw numbers between 0 and 1 (neither is reached); the arguments are whole numbers or arrays of them.

    >>> float(uniform(1, 0, 0, 0, 0)) == float(uniform(1, [0, 1], 0, 0, 0)[0])
    True
    """
    high, low, _, _ = philox((run, step, i, j), seed)
    return _fraction(high, low)


def normal(seed: int, run: Any, step: Any, i: Any, j: Any) -> Floats:
    """Draw standard normal numbers: z = √(−2 ln u) · cos 2πv (Box & Muller 1958)."""
    a, b, c, d = philox((run, step, i, j), seed)
    return np.asarray(np.sqrt(-2 * np.log(_fraction(a, b))) * np.cos(2 * np.pi * _fraction(c, d)))


def stratified(seed: int, draws: int, step: int, names: list[str], j: int) -> Floats:
    """Draw levels for each name, one from each of `draws` equal strata: an array [draw, name].

    u = (π(k) + ½) / draws with π a random permutation of its own for each name (a Latin hypercube, McKay et al.
    1979), so that the draws of one name have exactly the distribution they come from, and those of two names are
    independent. The permutation depends on `draws`; with one draw every level is ½.

    >>> sorted(stratified(1, 4, 2000, ["A"], 0)[:, 0].tolist())
    [0.125, 0.375, 0.625, 0.875]
    """
    ids = np.array([number_of(name) for name in names], dtype=np.uint64)
    raw = uniform(seed, np.arange(draws)[:, None], step, ids[None, :], j)
    place = np.argsort(np.argsort(raw, axis=0, kind="stable"), axis=0, kind="stable")
    return np.asarray((place + 0.5) / draws)


def number_of(name: str) -> int:
    """Return a 32-bit number that a name always has."""
    return int.from_bytes(blake2b(name.encode(), digest_size=4).digest())


def _fraction(high: Words32, low: Words32) -> Floats:
    whole = (high << np.uint64(BITS - 32)) | (low >> np.uint64(64 - BITS))
    return np.asarray((whole.astype(np.float64) + 0.5) * 2.0**-BITS)
