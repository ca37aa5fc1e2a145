from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from trachu.core.tables import ACTORS, CAPABILITIES, PARTIES, TIES
from trachu.measures.balancing import balancing

NO_TIES, NO_PARTIES, NOBODY = TIES.empty(), PARTIES.empty(), ACTORS.empty()
CINC = CAPABILITIES.of(
    [
        {"actor": a, "year": y, "indicator": "cinc", "value": v, "why": f"w:{a}"}
        for y in (2010, 2015, 2020)
        for a, v in (("A", 0.1), ("B", 0.3), ("C", 0.6))
    ]
)


def row(year: int, indicator: str, value: float, unit: str | None = "current USD") -> dict[str, Any]:
    return {"actor": "A", "year": year, "indicator": indicator, "value": value, "unit": unit, "why": "w"}


def party(actor: str, role: str = "signatory", **more: Any) -> dict[str, Any]:
    return {"record": "T", "role": role, "actor": actor, "why": f"p:{actor}", **more}


def pact(obligation: str = "defense", until: str | None = None) -> pl.DataFrame:
    return TIES.of({"tie": ["T"], "type": ["alliance"], "obligations": [[obligation]], "since": ["2012"],
                    "until": [until], "why": ["t"]})  # fmt: skip


def values(frame: pl.DataFrame) -> dict[tuple[str, int, str], float]:
    return {(a, y, i): round(v, 9) for a, y, i, v in frame.select("actor", "year", "item", "value").iter_rows()}


def test_arms_as_a_share_of_output() -> None:
    given = CAPABILITIES.of(
        [row(y, i, v) for y, m in ((2010, 2.0), (2015, 5.0)) for i, v in (("milex", m), ("gdp", 100.0))]
    )

    assert values(balancing(given, NO_TIES, NO_PARTIES, NOBODY)) == {("A", 2015, "internal"): 0.03}


def test_amounts_in_different_units_are_not_divided() -> None:
    given = CAPABILITIES.of([row(y, i, 1.0, i) for y in (2010, 2015) for i in ("milex", "gdp")])

    assert balancing(given, NO_TIES, NO_PARTIES, NOBODY).height == 0


def test_a_pact_gives_each_the_weight_of_the_other() -> None:
    found = balancing(CINC, pact(), PARTIES.of([party("A"), party("B")]), NOBODY)

    assert values(found) == {
        ("A", 2015, "external"): 0.3, ("A", 2020, "external"): 0.0,
        ("B", 2015, "external"): 0.1, ("B", 2020, "external"): 0.0,
    }  # fmt: skip
    assert found["because"].to_list()[0] == ["p:A", "p:B", "t", "w:B"]


def test_an_ally_lost() -> None:
    found = balancing(CINC, pact(until="2018-05"), PARTIES.of([party("A"), party("B")]), NOBODY)

    assert values(found)["A", 2020, "external"] == -0.3


@pytest.mark.parametrize(
    ("obligation", "roles", "counts"),
    [
        ("nonagg", ["signatory"] * 2, False),
        ("defense", ["recipient"] * 2, False),
        ("defense", ["actor", "recipient"], True),
    ],
)
def test_what_makes_an_ally(obligation: str, roles: list[str], counts: bool) -> None:
    parties = PARTIES.of([party(actor, role) for actor, role in zip("AB", roles, strict=True)])

    assert bool(balancing(CINC, pact(obligation), parties, NOBODY).height) == counts


def test_order_of_rows_does_not_matter() -> None:
    parties = PARTIES.of([party(actor) for actor in "ABC"])

    found = balancing(CINC, pact(), parties, NOBODY)

    assert found.equals(balancing(CINC.reverse(), pact(), parties.reverse(), NOBODY))


def test_an_ally_who_grows_is_no_new_one() -> None:
    grown = pl.concat([CINC.filter(pl.col("year") < 2020), CINC.filter(pl.col("year") == 2020).with_columns(value=0.5)])
    found = balancing(grown, pact(), PARTIES.of([party("A"), party("B")]), NOBODY)

    assert values(found)["A", 2020, "external"] == 0


def test_who_continues_an_ally_is_no_new_one() -> None:
    named = {"kind": "state", "en": "-", "th": "-"}
    actors = ACTORS.of([{"actor": "D", "continues": "B", **named}, {"actor": "B", **named}])
    later = CINC.with_columns(actor=pl.when(actor="B", year=2020).then(pl.lit("D")).otherwise("actor"))
    seats = [party("A"), party("B", until="2017-12-25"), party("D", since="2017-12-26")]

    assert values(balancing(later, pact(), PARTIES.of(seats), actors))["A", 2020, "external"] == 0
    assert values(balancing(later, pact(), PARTIES.of(seats), NOBODY))["A", 2020, "external"] == 0.3
