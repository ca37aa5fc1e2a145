"""Bases and pools: what is compared with what."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trachu.core.maths import MAJORS, Base, Pool, heirs
from trachu.core.parts import find
from trachu.core.tables import ACTORS, CAPABILITIES, PARTIES
from trachu.measures.concentration import concentration
from trachu.measures.effective_number import effective_number
from trachu.measures.polarity import polarity
from trachu.measures.poles import poles
from trachu.measures.power_share import power_share

NO_LIST, NOBODY = PARTIES.empty(), ACTORS.empty()
NAMED = {"kind": "state", "en": "-", "th": "-"}


def capabilities(shares: dict[str, float] | list[float], year: int = 2000, indicator: str = "cinc") -> pl.DataFrame:
    named = shares if isinstance(shares, dict) else {f"A{n:02}": value for n, value in enumerate(shares)}
    return CAPABILITIES.of(
        [{"actor": a, "year": year, "indicator": indicator, "value": v, "why": f"w:{a}"} for a, v in named.items()]
    )


def major(actor: str, since: str, until: str | None = "2016-12-31") -> dict[str, Any]:
    return {"record": MAJORS, "role": "member", "actor": actor, "since": since, "until": until, "why": f"m:{actor}"}


def verdict(*shares: float, **options: Any) -> str:
    found = polarity(capabilities(list(shares)), NO_LIST, NOBODY, pool="top8", **options)

    assert found["value"].sum() == 1 and found.height == 4
    return str(found.filter(pl.col("value") == 1)["item"].item())


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((0.50, 0.30, 0.20), "unipolar"),
        ((0.46, 0.24, 0.15, 0.15), "near-unipolar"),
        ((0.46, 0.26, 0.28), "bipolar"),
        ((0.49, 0.25, 0.26), "bipolar"),
        ((0.44, 0.24, 0.16, 0.16), "multipolar"),
        ((0.28, 0.26, 0.23, 0.23), "bipolar"),
        ((0.25, 0.24, 0.26, 0.25), "bipolar"),
    ],
)
def test_share_rule_at_its_edges(shares: tuple[float, ...], expected: str) -> None:
    assert verdict(*shares) == expected


@pytest.mark.parametrize(
    ("shares", "expected"),
    [((8, 3, 1), "unipolar"), ((8, 4, 1), "bipolar"), ((8, 4, 4), "multipolar"), ((8, 7, 6, 5), "multipolar")],
)
def test_half_of_leader(shares: tuple[float, ...], expected: str) -> None:
    assert verdict(*shares, rule="half_of_leader") == expected


def test_the_share_rule_is_for_great_powers() -> None:
    tables = (capabilities([0.5, 0.3, 0.2]), NO_LIST, NOBODY)

    assert polarity(*tables, pool="all").height == 0
    assert polarity(*tables, pool="all", rule="half_of_leader").height == 4


def test_net_power_needs_both_its_parts() -> None:
    both = pl.concat(
        [
            capabilities({"A": 4.0, "B": 2.0, "C": 9.0}, indicator="gdp"),
            capabilities({"A": 2.0, "B": 1.0}, indicator="pop"),
        ]
    )
    found = power_share(both, NO_LIST, NOBODY, base="net_power")

    assert dict(found.select("actor", "value").iter_rows()) == {"A": 8 / 12, "B": 4 / 12}
    assert found["because"].to_list() == [["w:A", "w:B"]] * 2


@pytest.mark.parametrize("base", ["gdp", "net_power", "milex"])
def test_base_without_data_has_no_rows(base: Base) -> None:
    given = capabilities([0.5, 0.5])

    assert polarity(given, NO_LIST, NOBODY, base=base).height == 0
    assert power_share(given, NO_LIST, NOBODY, base=base).height == 0


@pytest.mark.parametrize("pool", ["all", "top8", "majors"])
def test_pool_of_one_has_no_rows(pool: Pool) -> None:
    listed = PARTIES.of([major("A00", "1898-08-13")])

    assert concentration(capabilities([1.0]), listed, NOBODY, pool=pool).height == 0


def test_majors_without_a_list_have_no_rows() -> None:
    assert polarity(capabilities([0.5, 0.5]), NO_LIST, NOBODY, pool="majors").height == 0


def test_majors_of_the_year_and_after_the_list() -> None:
    listed = PARTIES.of([major("A", "1898-08-13"), major("B", "1895-04-01", "1945-08-14"), major("C", "1950-01-01")])
    given = pl.concat(
        [capabilities({"A": 1.0, "B": 1.0, "C": 1.0, "D": 1.0}, year) for year in (1945, 1946, 1960, 2022)]
    )
    found = power_share(given, listed, NOBODY, pool="majors")

    assert found.group_by("year").agg(pl.col("actor").sort()).sort("year").rows() == [
        (1945, ["A", "B"]), (1960, ["A", "C"]), (2022, ["A", "C"]),
    ]  # fmt: skip
    assert found.filter(pl.col("year") == 1960)["because"].to_list()[0] == ["m:A", "m:C", "w:A", "w:C"]


def test_the_heir_of_a_major_power_is_one() -> None:
    actors = ACTORS.of([{"actor": "RUS", "continues": "SUN", **NAMED}, {"actor": "SUN", **NAMED}])
    listed = PARTIES.of([major("SUN", "1922-12-30"), major("USA", "1898-08-13")])
    given = pl.concat([capabilities({"SUN": 1.0, "USA": 1.0}, 1980), capabilities({"RUS": 1.0, "USA": 1.0}, 1995)])

    assert power_share(given, listed, actors, pool="majors").height == 4


def test_nobody_inherits_from_an_actor_that_two_continue() -> None:
    split = ACTORS.of([{"actor": a, "continues": "CSK", **NAMED} for a in ("CZE", "SVK")])

    assert heirs(split) == {}


def test_top_eight_break_ties_by_name() -> None:
    found = power_share(capabilities([1.0] * 10), NO_LIST, NOBODY, pool="top8")

    assert found["actor"].to_list() == [f"A{n:02}" for n in range(8)]


def test_every_specification_of_polarity() -> None:
    assert len(list(find("measure", "polarity").every())) == 6 * 3 * 2


SHARES = st.lists(st.floats(0.001, 1000), min_size=2, max_size=12)


@given(SHARES, st.floats(0.01, 100))
def test_scale_does_not_matter(values: list[float], factor: float) -> None:
    for run in (concentration, effective_number):
        small = run(capabilities(values), NO_LIST, NOBODY, pool="all")["value"]
        large = run(capabilities([v * factor for v in values]), NO_LIST, NOBODY, pool="all")["value"]

        assert small.to_list() == pytest.approx(large.to_list(), abs=1e-6)


@given(SHARES)
def test_bounds(values: list[float]) -> None:
    tables = (capabilities(values), NO_LIST, NOBODY)
    count = effective_number(*tables, pool="all")["value"].item()

    assert 0 <= concentration(*tables, pool="all")["value"].item() <= 1 + 1e-12
    assert 1 - 1e-9 <= count <= len(values) + 1e-9
    assert 1 <= poles(*tables)["value"].item() <= len(values)
    assert concentration(*tables, pool="all", formula="hhi")["value"].item() == pytest.approx(1 / count)


@given(SHARES, st.randoms(use_true_random=False))
def test_names_and_order_do_not_matter(values: list[float], random: Any) -> None:
    mixed = random.sample(values, len(values))
    for run in (concentration, effective_number, poles):
        one, other = (run(capabilities(v), NO_LIST, NOBODY, pool="all")["value"].item() for v in (values, mixed))

        assert one == pytest.approx(other, abs=1e-7)


@pytest.mark.parametrize("count", [2, 3, 8])
def test_equal_powers_and_monopoly(count: int) -> None:
    equal = (capabilities([0.7] * count), NO_LIST, NOBODY)
    alone = (capabilities([1.0] + [0.0] * (count - 1)), NO_LIST, NOBODY)

    assert concentration(*equal, pool="all")["value"].item() == pytest.approx(0, abs=1e-7)
    assert effective_number(*equal, pool="all")["value"].item() == pytest.approx(count)
    assert concentration(*alone, pool="all")["value"].item() == pytest.approx(1)
    assert effective_number(*alone, pool="all")["value"].item() == pytest.approx(1)
