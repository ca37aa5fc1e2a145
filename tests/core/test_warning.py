"""Early warning: rates of false alarms that hold, shifts that are found, and the happenings behind an alarm."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from trachu.core import alarms, monthly, warning
from trachu.core.tables import ACTORS, EVENTS, PARTIES

MONTHS, BEGIN = 144, 36


def histories(mean: float, spread: float, size: int, seed: int, ratio: float = 1.0) -> warning.Ints:
    means = np.full((size, MONTHS), mean)
    means[:, 96:] *= ratio
    return warning.draw(np.random.default_rng(seed), means, spread)


def test_thresholds_keep_the_rate_of_false_alarms_they_promise() -> None:
    counts = histories(5.0, 0.3, 2000, seed=1)
    exposure = np.ones(MONTHS)
    null = warning.simulate(np.array([5.0]), exposure, 0.3, first=BEGIN, seed=2)
    bar = null.threshold(np.full(2000, 5.0), 0.1, "more")
    alarmed = warning.scan(counts, exposure, 0.3).more[:, BEGIN:].max(axis=1) > bar

    assert 0.1 == pytest.approx(float(alarmed.mean()), abs=0.025)


def test_a_doubling_of_overdispersed_counts_is_found_within_a_year() -> None:
    exposure = np.ones(MONTHS)
    calm, shifted = (warning.scan(histories(5.0, 0.3, 2000, 3, ratio), exposure, 0.3).more for ratio in (1.0, 2.0))
    bar = np.quantile(calm[:, BEGIN:].max(axis=1), 0.9)
    early = (shifted[:, BEGIN:96] > bar).any(axis=1)
    found = (shifted[:, 96:108] > bar).any(axis=1)[~early].mean()

    assert found > 0.84


def test_fewer_events_are_told_from_more() -> None:
    counts = np.array([[4] * 40 + [0] * 8, [4] * 40 + [12] * 8])
    found = warning.scan(counts, np.ones(48), 0.0)

    assert [True, False] == (found.fewer[:, -1] > found.more[:, -1]).tolist()
    assert 8 == found.fewer_months[0, -1] == found.more_months[1, -1]


def test_more_is_stated_in_events_whatever_the_dispersion() -> None:
    counts, exposure = np.array([[4] * 40 + [12] * 8]), np.ones(48)
    rate = counts.mean()
    even, bunched = (warning.scan(counts, exposure, spread) for spread in (0.0, 0.3))

    assert 8 * (12 - rate) == pytest.approx(even.more[0, -1])
    assert even.more == pytest.approx(bunched.more)
    assert even.fewer[0, 41] == pytest.approx(bunched.fewer[0, 41] * (1 + 0.3 * warning.rates(counts, exposure)[0, 41]))


def test_more_of_everything_is_no_alarm_when_counted_as_a_share() -> None:
    exposure = np.where(np.arange(60) < 48, 1.0, 3.0)
    counts = (2 * exposure).astype(int)[None, :]

    assert 0.0 == pytest.approx(float(warning.scan(counts, exposure, 0.0).more[:, -1].max()), abs=1e-9)
    assert warning.scan(counts, np.ones(60), 0.0).more[0, -1] > 20


def test_dispersion_is_recovered_and_a_shift_is_not_taken_for_it() -> None:
    exposure = np.ones(MONTHS)

    assert 0.3 == pytest.approx(warning.dispersion(histories(5.0, 0.3, 3000, seed=4), exposure), abs=0.02)
    assert 0.0 == pytest.approx(warning.dispersion(histories(5.0, 0.0, 3000, seed=5, ratio=2.0), exposure), abs=0.02)


def test_what_a_month_says_does_not_hang_on_later_months() -> None:
    counts = histories(3.0, 0.3, 5, seed=6)
    whole, part = warning.scan(counts, np.ones(MONTHS), 0.3), warning.scan(counts[:, :100], np.ones(100), 0.3)

    np.testing.assert_allclose(whole.more[:, :100], part.more)


def test_the_larger_statistic_is_the_rarer_one_also_beyond_what_was_simulated() -> None:
    null = warning.simulate(np.array([1.0, 9.0]), np.ones(72), 0.2, first=BEGIN, series=300)
    rate = np.full(4, 4.0)
    chances = null.chance(rate, np.array([0.0, 10.0, 30.0, 60.0]), "more")

    assert sorted(chances.tolist(), reverse=True) == chances.tolist()
    assert 0 < chances[-1] < 1 / 300


def test_nothing_is_found_among_even_chances() -> None:
    assert 0.0 == warning.found_among(np.linspace(0.3, 1, 50), 0.1)


def world(months: list[int], scores: list[float]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Lay out happenings between RUS and PRK, with a constant background between USA and GBR."""
    rows: list[dict[str, Any]] = []
    parties = []
    background = [(m, 1.0, ("USA", "GBR")) for m in range(120) for _ in range(2)]
    for number, (month, score, pair) in enumerate(
        [(m, s, ("RUS", "PRK")) for m, s in zip(months, scores, strict=True)] + background
    ):
        day = date(2010 + month // 12, month % 12 + 1, 5)
        rows.append(
            {"event": f"e{number:03d}", "type": "CONSULT", "score": score, "earliest": day, "latest": day,
             "asserted": 1, "why": f"step:{number}"}
        )  # fmt: skip
        parties += [{"record": f"e{number:03d}", "role": "actor", "actor": a} for a in pair]
    nations = ACTORS.of([{"actor": a, "kind": "state", "en": a, "th": a} for a in ("RUS", "PRK", "USA", "GBR")])
    return EVENTS.of(rows), PARTIES.of(parties), nations


def test_an_alarm_names_the_happenings_behind_it() -> None:
    months = [5, 30, 55, 80, *[m for m in range(105, 120) for _ in range(3)]]
    events, parties, nations = world(months, [2.0] * len(months))
    series = alarms.series_of(monthly.told(events), parties, nations, since=None, offset="volume")
    found, traces = alarms.alarms(series, rate=0.1, control="found", seed=1)
    row = found.row(0, named=True)

    assert ("PRK", "RUS", "cooperation", "more") == tuple(row[n] for n in ("actor", "other", "item", "direction"))
    assert "2018-10" <= row["since"] <= row["alarm"] <= "2019-06"
    assert {e["event"] for e in events.filter(pl.col("earliest") >= date(2018, 10, 1)).to_dicts()} >= set(row["events"])
    assert row["why"] in {trace.id for trace in traces}
    assert row["ratio"] > 5


def test_a_calm_world_gives_no_alarm() -> None:
    months = list(range(0, 120, 4))
    series = alarms.series_of(*_dated(*world(months, [2.0] * len(months))), since=None, offset="none")

    assert 0 == alarms.alarms(series, rate=0.1, control="found", seed=1)[0].height
    assert 4 == dict(alarms.watched(series))["series"]


def test_a_short_history_is_left_out_and_counted() -> None:
    events, parties, nations = world([3, 4, 5, 6, 7], [1.0] * 5)
    short = events.filter(pl.col("latest") < date(2011, 6, 1))
    series = alarms.series_of(monthly.told(short), parties, nations, since=None, offset="volume")

    assert (0, 4) == (series.keys.height, dict(alarms.watched(series))["left_out"])


def _dated(
    events: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    return monthly.told(events), parties, actors
