"""The measures of a dyad beside all dyads, its factors, and its months."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trachu import Bench
from trachu.core.tables import ACTORS, CAPABILITIES, CHOICES, EVENTS, FLOWS, PARTIES, TIES
from trachu.measures.closeness import closeness
from trachu.measures.closeness_monthly import closeness_monthly
from trachu.measures.deepening import deepening
from trachu.measures.dyad_factors import dyad_factors

YEARS = (2021, 2022)


@pytest.mark.parametrize(("actor", "other"), [("RUS", "PRK"), ("THA", "CHN"), ("USA", "THA")])
@pytest.mark.parametrize("window", [2, 5])
def test_the_change_is_that_of_closeness_on_the_same_evidence(
    sample_bench: Bench, actor: str, other: str, window: int
) -> None:
    frames = {n: sample_bench.table(n) for n in ("choices", "flows", "ties", "parties", "actors")}
    forums = frames["ties"].filter(pl.col("type") == "forum")
    rest = (frames["choices"], frames["flows"], frames["actors"])
    close = closeness(
        EVENTS.empty(), frames["parties"], forums, *rest, actor=actor, other=other, window=window, until=YEARS[1]
    )
    found = deepening(*frames.values(), actor=actor, other=other, since=YEARS[0], until=YEARS[1], window=window)
    changes = {item: value for item, value in found.select("item", "value").iter_rows() if item.endswith("/change")}
    level = {(year, item): value for year, item, value in close.select("year", "item", "value").iter_rows()}

    for item, change in changes.items():
        domain = item.removesuffix("/change")
        if domain != "all":
            then, now = (level.get((year, domain), 0.5) for year in YEARS)

            assert now - then == pytest.approx(change, abs=1e-9), domain


def roll_calls(**votes: tuple[str, str]) -> pl.DataFrame:
    rows = [
        {"actor": actor, "item": f"R{year}", "date": date(year, 10, 1), "session": year - 1945, "choice": choice}
        for actor, both in votes.items()
        for year, choice in zip((2018, 2024), both, strict=True)
    ]
    return CHOICES.of(rows)


NOTHING = (FLOWS.empty(), TIES.empty(), PARTIES.empty(), ACTORS.empty())


def ranked(choices: pl.DataFrame, **options: str) -> dict[str, float]:
    found = deepening(choices, *NOTHING, since=2018, until=2024, **options)
    return dict(found.select("item", "value").iter_rows())


def test_dyads_that_are_level_share_the_middle_of_their_places() -> None:
    votes = roll_calls(A=("yes", "yes"), B=("no", "yes"), C=("yes", "no"))
    found = ranked(votes, actor="A", other="B")

    assert (1, 3, 0.5) == tuple(found[f"economy-energy/{what}"] for what in ("rank", "dyads", "percentile"))


def test_ranks_of_three_dyads() -> None:
    votes = roll_calls(A=("yes", "yes"), B=("no", "yes"), C=("yes", "no"))
    first, last = ranked(votes, actor="A", other="B"), ranked(votes, actor="A", other="C")

    assert (1, 3, 1.0) == tuple(first[f"diplomacy/{what}"] for what in ("rank", "dyads", "percentile"))
    assert (3, 3, 0.0) == tuple(last[f"diplomacy/{what}"] for what in ("rank", "dyads", "percentile"))
    assert first["diplomacy/change"] == pytest.approx(0.5)
    assert first["all/change"] == pytest.approx(0.5 / 3)


def test_the_order_of_the_two_does_not_matter() -> None:
    votes = roll_calls(A=("yes", "yes"), B=("no", "yes"), C=("yes", "no"))

    assert ranked(votes, actor="A", other="B") == ranked(votes, actor="B", other="A")


def test_without_votes_nothing_is_left_of_votes() -> None:
    votes = roll_calls(A=("yes", "yes"), B=("no", "yes"), C=("yes", "no"))

    assert 0.0 == ranked(votes, actor="A", other="B", without="votes")["diplomacy/change"]


def test_a_state_that_does_not_vote_has_no_rank() -> None:
    assert {} == ranked(roll_calls(A=("yes", "yes"), B=("no", "yes")), actor="A", other="C")


def test_factors_of_two_states() -> None:
    known = CAPABILITIES.of(
        [
            {"actor": actor, "year": 2020, "indicator": name, "value": value, "why": f"w:{actor}"}
            for actor, name, value in (
                ("RUS", "ideal_point", -0.5), ("PRK", "ideal_point", -0.75), ("RUS", "v2x_polyarchy", 0.25),
            )
        ]
    )  # fmt: skip
    pact = TIES.of({"tie": ["ATOP:1"], "type": ["alliance"], "since": ["2018"], "until": ["2020-05"]})
    bound = PARTIES.of({"record": ["ATOP:1"] * 2, "role": ["member"] * 2, "actor": ["RUS", "PRK"]})
    found = dyad_factors(known, FLOWS.empty(), pact, bound, ACTORS.empty())

    assert [
        ("history/allied_years", 2018, 1.0), ("history/allied_years", 2019, 2.0), ("ideology/ideal_points", 2020, 0.25),
    ] == found.select("item", "year", "value").rows()  # fmt: skip


def test_only_sanctions_on_both_count() -> None:
    rows = [("USA", "RUS"), ("USA", "PRK"), ("JPN", "PRK"), ("RUS", "PRK")]
    sent = FLOWS.of([{"actor": a, "other": b, "year": 2022, "type": "sanction", "value": 1.0} for a, b in rows])
    found = dyad_factors(CAPABILITIES.empty(), sent, TIES.empty(), PARTIES.empty(), ACTORS.empty())

    assert [1.0] == found["value"].to_list()


def happened(**dated: tuple[date, date, float, int]) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = [
        {
            "event": name, "type": "CONSULT", "domain": "diplomacy", "score": score, "earliest": first, "latest": last,
            "asserted": 1, "denied": denied, "why": f"w:{name}",
        }
        for name, (first, last, score, denied) in dated.items()
    ]  # fmt: skip
    parties = [
        {"record": name, "role": role, "actor": actor}
        for name in dated
        for role, actor in (("actor", "RUS"), ("recipient", "PRK"))
    ]
    return EVENTS.of(rows), PARTIES.of(parties)


def test_months_know_nothing_of_vague_dates() -> None:
    tables = happened(vague=(date(2023, 1, 1), date(2023, 12, 31), 5.0, 0))

    assert closeness_monthly(*tables, ACTORS.empty()).is_empty()


def test_what_is_denied_can_be_left_out() -> None:
    tables = happened(met=(date(2023, 9, 1),) * 2 + (5.0, 0), sold=(date(2023, 9, 2),) * 2 + (8.0, 1))
    values = [closeness_monthly(*tables, ACTORS.empty(), disputed=d)["value"].item() for d in ("with", "without")]

    assert [pytest.approx((1 + 13 / 23) / 2), pytest.approx((1 + 5 / 15) / 2)] == values


def test_a_month_ends_its_window() -> None:
    tables = happened(met=(date(2023, 1, 5),) * 2 + (5.0, 0), again=(date(2023, 12, 5),) * 2 + (1.0, 0))
    found = closeness_monthly(*tables, ACTORS.empty(), window=3)

    assert [1, 2, 3, 12] == found["month"].to_list()
