from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.aligning import MOST
from trachu.core.aligning import landscape as alignments
from trachu.core.errors import OptionError
from trachu.core.parts import model
from trachu.core.random import normal, number_of
from trachu.core.tables import PARTIES, TIES
from trachu.core.words import Words

INDEX, REGIME = "cinc", "v2x_polyarchy"
DISPUTES = ("mid", "mid_gml")
BACK = 20  # years for which a dispute is remembered
CAMPS = ("LANDSCAPE:1", "LANDSCAPE:2")
Floats = NDArray[np.float64]


@model(
    name="landscape",
    version="1",
    needs=("capabilities", "flows"),
    skill="theory",
    reads=(INDEX, REGIME),
    label=Words(en="Landscape theory: the two camps of least frustration", th="ทฤษฎีภูมิทัศน์: สองค่ายที่ขัดแย้งภายในน้อยที่สุด"),
    cite=("axelrod1993landscape", "salmon2011parallel"),
)
def landscape(
    capabilities: pl.DataFrame,
    flows: pl.DataFrame,
    *,
    seed: int = 1,
    draws: int = 100,
    year: int | None = None,
    among: str = "",
    strongest: int = 12,
    disputes: bool = True,
    government: bool = True,
    relative: float = 0.1,
    doubt: float = 0.1,
) -> dict[str, pl.DataFrame]:
    """Draw the two camps that states fall into if each goes where it is least frustrated (Axelrod & Bennett 1993).

    Every one of the 2^(n−1) ways to part the states is looked at; the camps are those of least energy
    E = Σᵢ Σⱼ sᵢ sⱼ pᵢⱼ dᵢⱼ, with s the size (CINC), d = 1 for states in different camps, and p how far two states
    are drawn to each other: 1 − 2·|Dᵢ − Dⱼ| for their governments (D is electoral democracy, 0 to 1; `government`) less
    1 if they had a militarized dispute in the last 20 years (`disputes`). Alliances are left out: they are what
    is to be explained. The original adds religion, ethnic conflict and borders, which no dataset here has.

    A draw multiplies sizes by errors of `relative` and adds errors of `doubt` to propensities, so that camps
    hanging on little fall either way. `year` is the latest with CINC unless it is given; `among` names states by
    commas, else the `strongest` are taken. Camps are rows of `ties` (`LANDSCAPE:1` holds the strongest state),
    their members rows of `parties`.

    >>> from trachu.core.tables import CAPABILITIES, FLOWS
    >>> sizes = {"actor": ["A", "B", "C"], "year": [1936] * 3, "indicator": ["cinc"] * 3, "value": [0.2, 0.1, 0.1]}
    >>> fought = [{"actor": "A", "other": o, "year": 1930, "type": "mid", "value": 1.0} for o in ("B", "C")]
    >>> camps = landscape(CAPABILITIES.of(sizes), FLOWS.of(fought), draws=1, doubt=0.0)["parties"]
    >>> camps.select("record", "actor").rows()
    [('LANDSCAPE:1', 'A'), ('LANDSCAPE:2', 'B'), ('LANDSCAPE:2', 'C')]
    """
    _check(draws, relative, doubt)
    states, last = _states(capabilities, year, among, strongest)
    if states.height < 2:
        nobody = {"ties": TIES.empty(), "parties": PARTIES.empty()}
        return {name: frame.with_columns(draw=pl.lit(None, pl.Int64)) for name, frame in nobody.items()}
    names, sizes = states["actor"].to_list(), states["value"].to_numpy()
    drawn_to = np.zeros((len(names), len(names)))
    if government:
        drawn_to += _alike(capabilities, names, last)
    if disputes:
        drawn_to -= _fought(flows, names, last)
    ids = np.array([number_of(name) for name in names])
    rows = []
    for draw in range(draws):
        size = sizes * np.exp(relative * normal(seed, draw, last, ids, 0))
        luck = normal(seed, draw, last, np.minimum.outer(ids, ids), np.maximum.outer(ids, ids))
        best = alignments(size, drawn_to + doubt * luck)[0]
        rows += [(CAMPS[camp], name, draw) for name, camp in zip(names, best.camps, strict=True)]
    return _tables(rows, last, states)


def _check(draws: int, relative: float, doubt: float) -> None:
    for name, given, fits, span in (
        ("draws", draws, draws >= 1, "≥ 1"),
        ("relative", relative, relative >= 0, "≥ 0"),
        ("doubt", doubt, doubt >= 0, "≥ 0"),
    ):
        if not fits:
            raise OptionError(
                Words(
                    en=f"The model landscape does not take {name}={given}.",
                    th=f"แบบจำลอง landscape ไม่รับ {name}={given}",
                ),
                Words(en=f"Give {name} {span}.", th=f"กำหนด {name} ให้ {span}"),
            )


def _states(capabilities: pl.DataFrame, year: int | None, among: str, strongest: int) -> tuple[pl.DataFrame, int]:
    """Return the states with their sizes, the largest first, and the year."""
    index = capabilities.filter(pl.col("indicator") == INDEX)
    last = year if year is not None else max(index["year"].to_list(), default=0)
    now = index.filter(pl.col("year") == last).sort("value", "actor", descending=[True, False])
    names = [name.strip() for name in among.split(",") if name.strip()]
    kept = now.filter(pl.col("actor").is_in(names)) if names else now.head(min(strongest, MOST))
    return kept, last


def _alike(capabilities: pl.DataFrame, names: list[str], year: int) -> Floats:
    """Return 1 − 2·|Dᵢ − Dⱼ|, and 0 where one of the two is not known."""
    rows = capabilities.filter(pl.col("indicator") == REGIME, pl.col("year") == year)
    known = dict(rows.select("actor", "value").iter_rows())
    score = np.array([known.get(name, np.nan) for name in names])
    alike = 1 - 2 * np.abs(score[:, None] - score[None])
    return np.asarray(np.where(np.isfinite(alike), alike, 0.0))


def _fought(flows: pl.DataFrame, names: list[str], year: int) -> Floats:
    """Return 1 for pairs that had a dispute in the last years, else 0."""
    place, found = {name: n for n, name in enumerate(names)}, np.zeros((len(names), len(names)))
    recent = flows.filter(pl.col("type").is_in(DISPUTES), pl.col("year").is_between(year - BACK + 1, year))
    for actor, other in recent.filter(pl.col("value") > 0).select("actor", "other").unique().iter_rows():
        if actor in place and other in place and actor != other:
            found[place[actor], place[other]] = found[place[other], place[actor]] = 1.0
    return found


def _tables(rows: list[tuple[str, str, int]], year: int, states: pl.DataFrame) -> dict[str, pl.DataFrame]:
    whys = dict(states.select("actor", "why").iter_rows())
    members = [
        {"record": camp, "role": "member", "actor": name, "since": str(year), "why": whys[name], "draw": draw}
        for camp, name, draw in rows
    ]
    camps = sorted({(camp, draw) for camp, _, draw in rows})
    why = next((whys[name] for name in sorted(whys) if whys[name]), None)
    ties: list[dict[str, Any]] = [
        {
            "tie": camp, "type": "camp", "since": str(year), "obligations": [], "directed": False, "exhaustive": True,
            "why": why, "draw": draw,
        }
        for camp, draw in camps
    ]  # fmt: skip
    whole = pl.DataFrame(ties, schema={**TIES.columns, "draw": pl.Int64})
    inside = pl.DataFrame(members, schema={**PARTIES.columns, "draw": pl.Int64})
    return {"ties": whole.sort("draw", "tie"), "parties": inside.sort("draw", *PARTIES.key)}
