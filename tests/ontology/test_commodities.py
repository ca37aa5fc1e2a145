"""What ceilings are about: named in both languages, counted in one unit, and told apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trachu.core.errors import UnknownName
from trachu.ontology.commodity import commodities, commodity
from trachu.ontology.treaty import obligation_table, treaties


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("รัสเซียส่งน้ำมันสำเร็จรูปให้เกาหลีเหนือ", {"refined_petroleum"}),
        ("รัสเซียส่งน้ำมันให้เกาหลีเหนือ", {"refined_petroleum"}),
        ("รัสเซียส่งน้ำมันดิบให้เกาหลีเหนือ", {"crude_oil"}),
        ("Crude oil by pipeline", {"crude_oil"}),
        ("แรงงานเกาหลีเหนือในรัสเซีย", {"workers"}),
        ("North Korean workers in Russia", {"workers"}),
        ("ขีปนาวุธ", set()),
    ],
)
def test_what_a_text_speaks_of(text: str, codes: set[str]) -> None:
    assert codes == {code for code, one in commodities().items() if one.named(text)}


def test_a_wrong_code_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="crude_oil"):
        commodity("crude")


def test_what_resolution_2397_limits() -> None:
    limited = obligation_table().filter(tie="TREATY:UNSC-2397").drop_nulls("flow")

    assert {("5", "refined_petroleum", 500_000.0), ("4", "crude_oil", 4_000_000.0), ("4", "crude_oil", 525_000.0)} | {
        ("8", "workers", None)
    } == set(limited.select("article", "flow", "ceiling").iter_rows())
    assert ["2019-12-22"] == limited["by"].drop_nulls().to_list()


def test_every_ceiling_that_is_counted_has_the_unit_of_its_commodity_or_weight() -> None:
    for treaty in treaties().values():
        for one in treaty.obligations:
            if one.flow and one.unit:
                assert one.unit in (f"{commodity(one.flow).unit}/year", "tonnes/year")


@pytest.mark.parametrize(("field", "fault"), [("flow", "'gold' is none of"), ("by", "is not a date")])
def test_a_wrong_limit_is_a_fault(field: str, fault: str) -> None:
    own = next(o for o in treaties()["TREATY:UNSC-2397"].obligations if o.flow == "workers")
    wrong = replace(own, flow="gold") if field == "flow" else replace(own, by="someday")

    assert [True] == [fault in said for said in wrong.faults()]
