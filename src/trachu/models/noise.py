from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

import numpy as np
import polars as pl
from numpy.random import Generator, Philox
from numpy.typing import NDArray

from trachu.core.errors import OptionError
from trachu.core.parts import model
from trachu.core.words import Words

LASTING = 2**63  # the block of random numbers that an actor's lasting error comes from; years take the others


@model(
    name="noise",
    version="1",
    needs=("capabilities",),
    skill="calibrated",
    label=Words(en="Measurement error of capabilities", th="ความคลาดเคลื่อนของการวัดขีดความสามารถ"),
    cite=("fariss2022new", "salmon2011parallel"),
)
def noise(
    capabilities: pl.DataFrame,
    *,
    seed: int = 1,
    draws: int = 100,
    relative: float = 0.1,
    rho: float = 0.5,
    since: int | None = None,
) -> dict[str, pl.DataFrame]:
    """Draw capabilities as they may truly be, given that what is published was measured with error.

    x̃ = x · exp(σz − σ²/2), with σ² = ln(1 + (sd/x)²) and z standard normal, so that x̃ has the mean
    x and the standard deviation sd. sd is the published one where the row has it; elsewhere it is
    `relative` × x, which is an assumption to be stated with every result. Values of 0 stay 0.

    An error of measurement lasts: z = √ρ·u + √(1 − ρ)·v, with u one number for the actor and
    indicator and v one for each year, so that errors of two years correlate with ρ = `rho`.
    Errors of different actors or indicators are independent. CINC gets an error as any other
    indicator does; draws of CINC and of its components are not tied to each other.

    Every number depends on seed, actor, indicator and year alone (Philox: Salmon et al. 2011), so
    neither the order of rows nor leaving some out changes a draw, and more draws keep the first. With
    `since` only that year and later ones are drawn, which saves time and memory.

    >>> row = {"actor": "A", "year": 2000, "indicator": "gdp", "value": 10.0, "sd": 0.0}
    >>> noise(pl.DataFrame(row), draws=2)["capabilities"].select("draw", "value").rows()
    [(0, 10.0), (1, 10.0)]
    """
    _check(draws, relative, rho)
    kept = capabilities if since is None else capabilities.filter(pl.col("year") >= since)
    given = kept.sort("actor", "indicator", "year")
    value = given["value"].to_numpy()
    known = np.where(value > 0, value, 1.0)
    published = given["sd"].cast(pl.Float64).fill_null(np.nan).to_numpy()
    spread = np.where(np.isnan(published), relative, published / known)
    sigma = np.where(value > 0, np.sqrt(np.log1p(spread**2)), 0.0)
    factor = np.exp(sigma * _errors(given, seed, draws, rho) - sigma**2 / 2)
    repeated = given[np.tile(np.arange(given.height), draws)]
    number = np.repeat(np.arange(draws, dtype=np.int64), given.height)
    return {"capabilities": repeated.with_columns(draw=pl.Series(number), value=pl.Series((value * factor).ravel()))}


def _errors(given: pl.DataFrame, seed: int, draws: int, rho: float) -> NDArray[np.float64]:
    """Return z, one row for each draw and one column for each row of the table."""
    found = np.empty((given.height, draws))
    normal = _normal(draws)
    series, key, lasting = None, 0, np.empty(0)
    for row, (actor, indicator, year) in enumerate(given.select("actor", "indicator", "year").iter_rows()):
        if series != (actor, indicator):
            series = (actor, indicator)
            key = int.from_bytes(blake2b(f"{seed}\0{actor}\0{indicator}".encode(), digest_size=16).digest())
            lasting = np.sqrt(rho) * normal(key, LASTING)
        np.multiply(normal(key, year), np.sqrt(1 - rho), out=found[row])
        found[row] += lasting
    return found.T


def _normal(count: int) -> Callable[[int, int], NDArray[np.float64]]:
    """Return what gives the first standard normal numbers of a block of a key; blocks never overlap."""
    bits = Philox(key=0)
    generator, start = Generator(bits), bits.state

    def of(key: int, block: int) -> NDArray[np.float64]:
        """Return the numbers of a key and a block."""
        start["state"]["key"][:] = key % 2**64, key >> 64
        start["state"]["counter"][3] = block % 2**64
        bits.state = start
        return generator.standard_normal(count)

    return of


def _check(draws: int, relative: float, rho: float) -> None:
    for name, given, fits, span in (
        ("draws", draws, draws >= 1, "≥ 1"),
        ("relative", relative, relative >= 0, "≥ 0"),
        ("rho", rho, 0 <= rho <= 1, "0–1"),
    ):
        if not fits:
            raise OptionError(
                Words(en=f"The model noise does not take {name}={given}.", th=f"แบบจำลอง noise ไม่รับ {name}={given}"),
                Words(en=f"Give {name} {span}.", th=f"กำหนด {name} ให้อยู่ในช่วง {span}"),
            )
