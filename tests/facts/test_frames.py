"""Frames: who is in which row, and joins that never multiply rows nor speak for years that the data do not cover."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trachu.core.errors import UsageError
from trachu.core.tables import ACTORS, PARTIES
from trachu.facts.frames import dyad_months, dyad_years, state_months, state_years
from trachu.facts.joins import join

COW = "LIST:COW-STATES"
NOBODY = ACTORS.empty()


def listed(*spells: tuple[str, str, str], record: str = COW) -> pl.DataFrame:
    rows = [{"record": record, "role": "member", "actor": a, "since": s, "until": u} for a, s, u in spells]
    return PARTIES.of(rows)


def test_a_code_that_passes_on_within_a_year_is_one_row() -> None:
    parties = listed(("SUN", "1922-12-30", "1991-12-25"), ("RUS", "1991-12-26", "2016-12-31"))

    assert state_years(parties, NOBODY, years=(1990, 1992)).rows() == [
        ("SUN", 365, 1990), ("RUS", 365, 1991), ("RUS", 365, 1992),
    ]  # fmt: skip


def test_two_codes_of_one_actor_are_two_rows_and_no_pair() -> None:
    parties = listed(
        ("DEU", "1955-05-05", "1990-10-02"), ("DEU", "1990-10-03", "2016-12-31"), ("FRA", "1945", "2016-12-31")
    )
    years = state_years(parties, NOBODY, years=(1990, 1990))
    pairs = dyad_years(parties, NOBODY, years=(1990, 1990), directed=False)

    assert years.rows() == [("DEU", 255, 1990), ("DEU", 260, 1990), ("FRA", 220, 1990)]
    assert sorted(pairs.select("code", "code_other").rows()) == [(220, 255), (220, 260)]


def test_states_that_share_a_year_but_no_day_are_no_pair() -> None:
    parties = listed(("THA", "1980", "1990-05-31"), ("LAO", "1990-06-01", "1995"))

    assert dyad_years(parties, NOBODY).height == 0
    assert state_years(parties, NOBODY, years=(1990, 1990)).height == 2


def test_months_are_those_of_the_spells() -> None:
    parties = listed(("THA", "1990-01-31", "1990-03-01"), ("LAO", "1990-03-01", "1990-12-31"))

    assert [row[-1] for row in state_months(parties, NOBODY).filter(actor="THA").rows()] == [1, 2, 3]
    assert dyad_months(parties, NOBODY, directed=False).rows() == [("THA", "LAO", 800, 812, 1990, 3)]


def test_a_list_goes_on_only_if_asked() -> None:
    parties = listed(("THA", "1980", "2016-12-31"), ("LAO", "1980", "2000"))

    assert state_years(parties, NOBODY, years=(2016, 2018))["year"].to_list() == [2016]
    assert state_years(parties, NOBODY, years=(2016, 2018), carry=True).rows() == [
        ("THA", 800, 2016), ("THA", 800, 2017), ("THA", 800, 2018),
    ]  # fmt: skip


def test_the_codes_of_gleditsch_and_ward_and_no_codes_at_all() -> None:
    parties = listed(("DEU", "1949", "2020-12-31"), record="LIST:GW-STATES")
    state = {"actor": "DEU", "kind": "state", "en": "-", "th": "-", "since": "1949"}
    person = {"actor": "PER:X", "kind": "person", "en": "-", "th": "-", "since": "1949"}

    assert state_years(parties, NOBODY, system="gw", years=(1960, 1960)).rows() == [("DEU", 260, 1960)]
    assert state_years(parties, ACTORS.of([state, person]), system="all", years=(1960, 1960)).rows() == [("DEU", 1960)]


def test_without_the_list_there_is_advice() -> None:
    with pytest.raises(UsageError, match="cow_states"):
        state_years(PARTIES.empty(), NOBODY)


@settings(deadline=None)
@given(
    spells=st.lists(
        st.tuples(st.sampled_from(["THA", "LAO", "MMR", "USA"]), st.integers(1950, 1960), st.integers(0, 12)),
        min_size=1, max_size=6, unique_by=lambda spell: spell[0],
    )
)  # fmt: skip
def test_pairs_are_those_of_a_plain_double_loop(spells: list[tuple[str, int, int]]) -> None:
    parties = listed(*[(actor, str(first), str(first + length)) for actor, first, length in spells])
    expected = sorted(
        (year, a, b)
        for a, first, length in spells
        for b, begin, more in spells
        for year in range(1950, 1973)
        if a != b and first <= year <= first + length and begin <= year <= begin + more
    )
    found = dyad_years(parties, NOBODY)
    once = dyad_years(parties, NOBODY, directed=False)

    assert expected == found.select("year", "actor", "other").rows()
    assert found.height == 2 * once.height
    assert found.select("actor", "other", "year").is_unique().all()


def test_a_join_keeps_the_rows_and_their_order() -> None:
    frame = pl.DataFrame({"actor": ["B", "A", "B"], "year": [1, 2, 3]})
    table = pl.DataFrame({"year": [3, 1, 9], "actor": ["B", "B", "Z"], "gdp": [30.0, 10.0, 90.0]})
    found = join(frame, table, ["actor", "year"], ["gdp"], suffix="_x")

    assert found.rows() == [("B", 1, 10.0), ("A", 2, None), ("B", 3, 30.0)]
    assert found.columns == ["actor", "year", "gdp_x"]


def test_a_join_that_would_multiply_rows_is_refused() -> None:
    frame = pl.DataFrame({"actor": ["A"], "year": [1]})
    table = pl.DataFrame({"actor": ["A", "A"], "year": [1, 1], "dispute": [1, 2]})

    with pytest.raises(UsageError, match="two rows for"):
        join(frame, table, ["actor", "year"], ["dispute"])


def test_outside_the_years_covered_even_what_is_there_is_null() -> None:
    frame = pl.DataFrame({"actor": ["A"] * 4, "year": [2015, 2016, 2017, 2018]})
    table = pl.DataFrame({"actor": ["A", "A"], "year": [2015, 2017], "mid": [3.0, 5.0]})

    assert join(frame, table, ["actor", "year"], ["mid"], covered=(2000, 2016), otherwise=0)["mid"].to_list() == [
        3.0, 0.0, None, None,
    ]  # fmt: skip
