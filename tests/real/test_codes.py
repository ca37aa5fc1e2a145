"""The crosswalk knows every state, code and interval of the published lists of states, and no others."""

from __future__ import annotations

import csv
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from trachu.core.dates import bounds
from trachu.ontology.actor import Scheme, actors, crosswalk, resolve

DATA = Path(os.environ.get("TRACHU_SHARED") or Path(__file__).parents[3] / "shared") / "data"
LISTS: dict[Scheme, tuple[str, str, str]] = {
    "cow": ("cw_system.csv", "ccode", "cw_abb"),
    "gw": ("gw_system.csv", "gwcode", "gw_abb"),
}
# The lists and the law differ by up to a year on when a state began or ended (proclaimed, recognised, evacuated).
SLACK = timedelta(days=366)
# A list counts these from before the present state began, or to after it ended.
COUNTED_LONGER = {
    "AFG": "the emirate before 1888",
    "DZA": "the regency of Algiers before 1830",
    "GRC": "counted from 1828, recognised by the London Protocol of 1830",
    "HIST:HANOVER": "annexed in 1866, on the Gleditsch-Ward list until the empire of 1871",
    "HIST:HESSE-KASSEL": "annexed in 1866, on the Gleditsch-Ward list until the empire of 1871",
    "ITA": "both lists count Sardinia and Italy as one; by name it is HIST:SARDINIA",
    "LBY": "the regency of Tripoli before 1835",
    "MDG": "the kingdom before 1896",
    "MMR": "the kingdom before 1885",
    "MNE": "the principality and kingdom before 1915",
    "SAU": "Hejaz and Nejd, recognised in 1927, became Saudi Arabia in 1932",
}

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data (or TRACHU_SHARED)")


def _listed(scheme: Scheme) -> list[tuple[int, str, date, date]]:
    name, code, abbr = LISTS[scheme]
    with (DATA / name).open(encoding="utf8", newline="") as file:
        return [
            (int(row[code]), row[abbr], date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize("scheme", LISTS)
def test_the_codes_are_those_of_the_list(scheme: Scheme) -> None:
    ours = set(crosswalk().filter(scheme=scheme).select("code", "abbr").iter_rows())

    assert ours == {(code, abbr) for code, abbr, _, _ in _listed(scheme)}


@pytest.mark.parametrize("scheme", LISTS)
def test_every_year_of_the_list_has_its_actor(scheme: Scheme) -> None:
    years = [(code, year) for code, _, start, end in _listed(scheme) for year in range(start.year, end.year + 1)]

    assert [one for one in years if resolve(one[0], scheme, one[1]) not in actors()] == []


@pytest.mark.parametrize("scheme", LISTS)
def test_a_mapping_ends_when_its_state_leaves_the_list(scheme: Scheme) -> None:
    ends: dict[int, date] = {}
    for code, _, _, end in _listed(scheme):
        ends[code] = max(ends.get(code, end), end)
    ours = {row["code"]: row["until"] for row in crosswalk().filter(scheme=scheme).sort("since").to_dicts()}
    still = max(ends.values())

    assert {code: ends[code] for code in ends if ends[code] != still} == {c: day for c, day in ours.items() if day}


@pytest.mark.parametrize("scheme", LISTS)
def test_actors_last_as_long_as_the_list_counts_them(scheme: Scheme) -> None:
    longer = set()
    for code, _, start, end in _listed(scheme):
        first, last = resolve(code, scheme, start.year), resolve(code, scheme, end.year)
        since, until = bounds(actors()[first or ""].since)[0], bounds(actors()[last or ""].until)[1]
        longer |= {first} if since and start < since - SLACK else set()
        longer |= {last} if until and end > until + SLACK else set()

    assert longer <= set(COUNTED_LONGER)
