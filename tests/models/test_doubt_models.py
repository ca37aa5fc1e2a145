"""Missing years and coders who disagree, as draws of the facts."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from trachu import Bench
from trachu.core.errors import OptionError
from trachu.core.tables import CAPABILITIES, EVENTS
from trachu.models.coders import coders
from trachu.models.missing import missing

SERIES = {2000: 10.0, 2001: 12.0, 2002: 11.0, 2003: 13.0, 2007: 20.0, 2008: 19.0, 2009: 21.0, 2010: 22.0}
ROWS = CAPABILITIES.of(
    [
        {"actor": actor, "year": year, "indicator": "gdp", "value": value, "sd": 1.0, "why": "w"}
        for actor in ("CHN", "USA")
        for year, value in SERIES.items()
    ]
)
KEY = ["draw", "actor", "year"]


def filled(frame: pl.DataFrame = ROWS, **options: Any) -> pl.DataFrame:
    return missing(frame, **options)["capabilities"]


def test_only_gaps_between_published_values_are_filled_and_say_so() -> None:
    found = filled(draws=3)
    new = found.filter("imputed")

    assert [2004, 2005, 2006] == new["year"].unique().sort().to_list()
    assert new["sd"].null_count() == new.height == 3 * 2 * 3
    for draw in range(3):
        kept = found.filter(~pl.col("imputed"), draw=draw).drop("draw", "imputed")
        assert kept.equals(ROWS.sort("actor", "indicator", "year"))


def test_a_bridge_has_the_mean_and_variance_that_it_should() -> None:
    logs = np.log(filled(ROWS.filter(actor="USA"), draws=4000).filter(year=2005, imputed=True)["value"].to_numpy())
    years, values = np.array(list(SERIES)), np.log(np.array(list(SERIES.values())))
    gaps, changes = np.diff(years), np.diff(values)
    growth = changes.sum() / gaps.sum()
    variance = ((changes - growth * gaps) ** 2 / gaps).sum() / (len(gaps) - 1)

    assert np.interp(2005, years, values) == pytest.approx(logs.mean(), abs=4 * logs.std() / np.sqrt(len(logs)))
    assert variance * 2 * 2 / 4 == pytest.approx(logs.var(), rel=0.1)


def test_neither_order_nor_company_nor_more_draws_change_a_draw() -> None:
    whole = filled(draws=4, seed=3)
    part = filled(ROWS.filter(actor="USA"), draws=2, seed=3)
    both = part.join(whole, on=KEY)

    assert whole.equals(filled(ROWS.reverse(), draws=4, seed=3))
    assert part.height == both.height
    assert both["value"].to_list() == both["value_right"].to_list()
    assert not whole.equals(filled(draws=4, seed=4))


@pytest.mark.parametrize(
    ("change", "options"),
    [
        (pl.lit(0.0), {}),  # next to a zero
        (pl.col("value"), {"longest": 3}),  # too long
    ],
)
def test_what_is_not_filled(change: pl.Expr, options: dict[str, int]) -> None:
    zeroed = ROWS.with_columns(value=pl.when(pl.col("year") == 2003).then(change).otherwise("value"))

    assert filled(zeroed, draws=2, **options).filter("imputed").is_empty()


def test_a_short_series_takes_the_variance_of_its_indicator() -> None:
    short = CAPABILITIES.of([
        {"actor": "THA", "year": year, "indicator": "gdp", "value": 5.0, "why": "w"} for year in (2000, 2002)
    ])  # fmt: skip
    found = filled(pl.concat([ROWS, short]), draws=50).filter(actor="THA", year=2001)

    assert found["value"].n_unique() == 50


def events(*told: tuple[str, int, int, int]) -> pl.DataFrame:
    return EVENTS.of([
        {"event": name, "type": "AGREE", "asserted": a, "reported": r, "denied": d, "why": "w"}
        for name, a, r, d in told
    ])  # fmt: skip


def test_events_are_kept_as_often_as_they_are_likely() -> None:
    given = events(("one", 1, 0, 0), ("two", 1, 1, 0), ("open", 1, 0, 1), ("denied", 0, 0, 1), ("record", 0, 0, 0))
    found = coders(given, draws=4000, reliability=0.8)["events"]
    share = dict(found.group_by("event").len().with_columns(pl.col("len") / 4000).iter_rows())

    assert {"one": 0.8, "two": 0.64 / 0.68, "open": 0.5, "denied": 0.2, "record": 1.0} == pytest.approx(share, abs=0.03)


def test_a_draw_of_an_event_hangs_on_nothing_else() -> None:
    given = events(("one", 1, 0, 0), ("two", 1, 0, 0))
    whole = coders(given, draws=20)["events"]

    assert whole.equals(coders(given.reverse(), draws=20)["events"])
    assert whole.filter(event="one").equals(coders(given.filter(event="one"), draws=20)["events"])


@pytest.mark.parametrize("options", [{"draws": 0}, {"reliability": 0.4}, {"reliability": 1.0}])
def test_an_option_out_of_bounds_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        coders(events(("one", 1, 0, 0)), **options)
    with pytest.raises(OptionError):
        missing(ROWS, draws=0)


def test_measures_run_over_both(sample_bench: Bench) -> None:
    close = sample_bench.forecast("closeness", "coders", draws=8, actor="RUS", other="PRK")
    shares = sample_bench.forecast("power_share", "missing", draws=4, base="gdp")

    assert close.filter(pl.col("low") < pl.col("high")).height
    assert shares.height
