"""Series for whole arrays against the library functions of NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from trachu.core import elementary, yearly

FEW = 4 * np.finfo(np.float64).eps  # units in the last place


def test_logarithms_near_one_and_far_away() -> None:
    rng = np.random.default_rng(1)
    x = np.concatenate(
        [[1e-300, 0.5, np.sqrt(0.5), 1.0, 2.0, 1e300], np.exp(rng.normal(0, 30, 500)), 1 + rng.random(9)]
    )
    found, rest = np.zeros(len(x)), np.zeros(len(x))
    elementary.logs(x, found, len(x), rest)

    assert np.log(x) == pytest.approx(found, rel=FEW, abs=0)


def test_exponentials_from_nothing_to_the_greatest() -> None:
    x = np.concatenate([[-1e5, -708.0, -1e-20, 0.0, 709.0, 1e5], np.random.default_rng(2).normal(0, 100, 500)])
    found, rest = np.zeros(len(x)), np.zeros(len(x))
    elementary.exponentials(x, found, len(x), rest)

    assert np.exp(x.clip(-708.0, 709.0)) == pytest.approx(found, rel=FEW, abs=0)


def test_cosines_and_sines_of_every_quarter() -> None:
    turns = np.linspace(0.0, 1.0, 97)
    lengths, cosines, sines = np.linspace(1.0, 3.0, 97), np.zeros(97), np.zeros(97)
    elementary.turned(turns, lengths, 97, cosines, sines)

    assert lengths * np.cos(2 * np.pi * turns) == pytest.approx(cosines, abs=4e-15)
    assert lengths * np.sin(2 * np.pi * turns) == pytest.approx(sines, abs=4e-15)


@pytest.mark.parametrize(("size", "shared"), [(1, 0.0), (2, 0.3), (60, 0.0), (61, 0.3)])
def test_normal_numbers_are_those_of_the_reference(size: int, shared: float) -> None:
    key = np.uint64(12345678901234567)
    found = np.zeros(size)
    with np.errstate(over="ignore"):
        elementary.shaken(key, size, shared, found, np.zeros((5, size)))

        assert yearly.shaken(np.array(key), size, shared) == pytest.approx(found, abs=1e-14)
