"""Logarithms, exponentials and normal numbers of whole arrays, in loops that processors take several at a time.

The library functions of C take one number at a time and are most of a year's cost. These are series on a reduced
argument (e^x: Taylor on |r| ≤ ln 2 / 2; ln x: the series of artanh on √½ ≤ m < √2; sine and cosine: Taylor on an eighth
of a turn) and agree with the library to a few units in the last place.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from trachu.core.mixing import AVAILABLE, FIRST, GOLDEN, S11, S27, S30, S31, SECOND, UNIT

F = TypeVar("F", bound=Callable[..., Any])
Floats = NDArray[np.float64]
Bits = NDArray[np.uint64]
FREE = frozenset({"nnan", "nsz", "reassoc", "contract", "arcp"})
STRICT = frozenset({"nnan", "nsz", "contract"})  # a reduced argument must not be put together again
ROOT = 0x3FE6A09E667F3BCD  # the bits of √½
WIDTH, BIAS = 52, 1023  # of a float's fraction and exponent
LOG2E = 1.4426950408889634
LN2_HIGH, LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10  # ln 2 in two parts, the first in 33 bits
LEAST, MOST = -708.0, 709.0  # e^x is a normal float between them
TURN = 2.0 * math.pi


def quick(flags: frozenset[str] = FREE, *, disjoint: bool = True, inline: bool = False) -> Callable[[F], F]:
    """Compile a function if numba is here; it lets other threads run while it works.

    ``disjoint`` promises that no array that the function writes shares memory with another that it is given;
    ``inline`` puts its text where it is called, which saves handing over many arguments.
    """

    def wrapped(function: F) -> F:
        if not AVAILABLE:
            return function
        numba: Any = importlib.import_module("numba")
        options: dict[str, Any] = {"pipeline_class": _promising()} if disjoint else {}
        where = "always" if inline else "never"
        found = numba.njit(
            nogil=True, cache=True, fastmath=set(flags), error_model="numpy", inline=where, **options
        )(function)  # fmt: skip
        return cast(F, found)

    return wrapped


@cache
def _promising() -> Any:
    """Return numba's compiler with the promise that arrays do not overlap, which it makes for its own loops alone."""
    compiler: Any = importlib.import_module("numba.core.compiler")

    def define_pipelines(self: Any) -> Any:
        self.state.flags.noalias = True
        return compiler.Compiler.define_pipelines(self)

    return type("Promising", (compiler.Compiler,), {"define_pipelines": define_pipelines})


@quick()
def mixed(key: Any, number: Any) -> Any:
    """Mix a key and a number into 64 random bits: the finaliser of SplitMix64 at that place of its sequence."""
    z = key + GOLDEN * number
    z = (z ^ (z >> S30)) * FIRST
    z = (z ^ (z >> S27)) * SECOND
    return z ^ (z >> S31)


@quick(STRICT)
def logs(x: Floats, found: Floats, count: int, rest: Floats) -> None:
    """Write ln x for the first `count` elements, positive normal floats; `found` and `rest` are other arrays."""
    bits, fraction = x.view(np.int64), rest.view(np.int64)
    for n in range(count):
        power = (bits[n] - ROOT) >> WIDTH
        found[n] = float(power)
        fraction[n] = bits[n] - (power << WIDTH)
    for n in range(count):
        f, power = rest[n] - 1.0, found[n]
        s = f / (2.0 + f)
        z = s * s
        series = 1.0 / 15.0 + z * (1.0 / 17.0 + z * (1.0 / 19.0 + z * (1.0 / 21.0)))
        series = 1.0 / 7.0 + z * (1.0 / 9.0 + z * (1.0 / 11.0 + z * (1.0 / 13.0 + z * series)))
        series = z * (1.0 / 3.0 + z * (1.0 / 5.0 + z * series))
        found[n] = power * LN2_HIGH + (2.0 * s + (2.0 * s * series + power * LN2_LOW))


@quick(STRICT)
def exponentials(x: Floats, found: Floats, count: int, rest: Floats) -> None:
    """Write e^x for the first `count` elements; x is held between −708 and 709; `rest` is room of the same length."""
    scale = rest.view(np.int64)
    for n in range(count):
        v = x[n]
        v = v if v > LEAST else LEAST
        v = v if v < MOST else MOST
        k = np.rint(v * LOG2E)
        r = (v - k * LN2_HIGH) - k * LN2_LOW
        series = 1.0 / 3628800.0 + r * (1.0 / 39916800.0 + r * (1.0 / 479001600.0 + r * (1.0 / 6227020800.0)))
        series = 1.0 / 720.0 + r * (1.0 / 5040.0 + r * (1.0 / 40320.0 + r * (1.0 / 362880.0 + r * series)))
        series = 0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r * series)))
        found[n] = 1.0 + r * (1.0 + r * series)
        scale[n] = (np.int64(k) + BIAS) << WIDTH
    for n in range(count):
        found[n] *= rest[n]


@quick(STRICT)
def turned(turns: Floats, lengths: Floats, count: int, cosines: Floats, sines: Floats) -> None:
    """Write length × cosine and length × sine of angles, given in turns between 0 and 1."""
    for n in range(count):
        quarter = np.rint(4.0 * turns[n])
        r = TURN * (turns[n] - 0.25 * quarter)
        z = r * r
        sine = 1.0 / 362880.0 - z * (1.0 / 39916800.0 - z * (1.0 / 6227020800.0 - z * (1.0 / 1307674368000.0)))
        sine = r * (1.0 - z * (1.0 / 6.0 - z * (1.0 / 120.0 - z * (1.0 / 5040.0 - z * sine))))
        cosine = 1.0 / 3628800.0 - z * (1.0 / 479001600.0 - z * (1.0 / 87178291200.0 - z * (1.0 / 20922789888000.0)))
        cosine = 1.0 - z * (0.5 - z * (1.0 / 24.0 - z * (1.0 / 720.0 - z * (1.0 / 40320.0 - z * cosine))))
        odd = quarter == 1.0 or quarter == 3.0
        along, across = sine if odd else cosine, cosine if odd else sine
        cosines[n] = lengths[n] * (-along if quarter == 1.0 or quarter == 2.0 else along)
        sines[n] = lengths[n] * (-across if quarter == 2.0 or quarter == 3.0 else across)


@quick()
def shaken(key: Any, size: int, shared: float, found: Floats, room: Floats) -> None:
    """Write a standard normal number for each place, two from each pair of random numbers (Box & Muller 1958).

    `size` states may leave places unused; `room` is [5, half the places] to work in.
    """
    half = (len(found) + 1) // 2
    first, turns, lengths, sines, rest = room[0], room[1], room[2], room[3], room[4]
    for n in range(half):
        first[n] = (float(mixed(key, np.uint64(2 * n)) >> S11) + 0.5) * UNIT
        turns[n] = (float(mixed(key, np.uint64(2 * n + 1)) >> S11) + 0.5) * UNIT
    logs(first, lengths, half, rest)
    for n in range(half):
        lengths[n] = math.sqrt(-2.0 * lengths[n])
    turned(turns, lengths, half, first, sines)
    for n in range(len(found) // 2):
        found[2 * n], found[2 * n + 1] = first[n], sines[n]
    if len(found) % 2:
        found[len(found) - 1] = first[half - 1]
    if shared > 0.0:
        one = (float(mixed(key, np.uint64(size + 1)) >> S11) + 0.5) * UNIT
        two = (float(mixed(key, np.uint64(size + 2)) >> S11) + 0.5) * UNIT
        world = math.sqrt(-2.0 * math.log(one)) * math.cos(TURN * two)
        for n in range(size):
            found[n] = math.sqrt(shared) * world + math.sqrt(1.0 - shared) * found[n]
