"""The dated record: every file is read, and what is wrong in one is named."""

from __future__ import annotations

import pytest

from trachu.core.dates import bounds
from trachu.core.errors import OntologyError
from trachu.ontology import record
from trachu.ontology.record import records
from trachu.ontology.reference import references

GOOD = {
    "record": "RECORD:X", "kind": "war", "actors": ["RUS"], "dates": ["2022-02-24"], "cite": ["un_es11"],
    "label": {"en": "A", "th": "ก"}, "names": {"en": ["A"], "th": ["ก"]}, "says": {"en": ["b"], "th": ["ข"]},
}  # fmt: skip


def test_every_record_is_cited_and_labelled_twice():
    assert len(records()) >= 60
    for one in records().values():
        assert set(one.cite) <= set(references())
        assert one.label.en and any("ก" <= letter <= "๙" for letter in one.label.th)
        assert all(word == word.casefold() for word in (*one.names, *one.says, *one.unless))


def test_records_of_the_same_act_do_not_contradict_each_other():
    veto, vetoes = records()["RECORD:UNSC-VETO-1718-PANEL"], records()["RECORD:UNSC-VETOES-RUS"]
    opened, begun = records()["RECORD:TUMEN-BRIDGE-OPENED"], records()["RECORD:TUMEN-BRIDGE-BEGUN"]

    assert set(veto.dates) <= set(vetoes.dates)
    assert bounds(opened.dates[-1])[0] == bounds(begun.dates[0])[0]
    assert set(records()["RECORD:UNSC-VETOES-CHN"].dates) <= set(vetoes.dates)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "wedding"}, "kind 'wedding'"), ({"actors": []}, "actors or parties"), ({"actors": ["XXX"]}, "'XXX'"),
        ({"types": ["DANCE"]}, "'DANCE'"), ({"dates": ["2022-13"]}, "2022-13"), ({"dates": []}, "dates are needed"),
        ({"dates": ["2023", "2022"]}, "not in order"), ({"whole": "2023/2024"}, "lies outside"),
        ({"names": {"en": ["A"]}}, "names needs both"), ({"record": "X"}, "begin with RECORD:"),
        ({"cite": ["nobody1999"]}, "nobody1999"), ({"label": {"en": "A"}}, "label needs both"),
    ],
)  # fmt: skip
def test_a_fault_is_named(monkeypatch, change, says):
    monkeypatch.setattr(record, "tomls", lambda _: iter([("records/x.toml", {"records": [GOOD | change]})]))

    with pytest.raises(OntologyError, match=says):
        records.__wrapped__()


@pytest.mark.parametrize("missing", ["record", "dates", "label", "says", "cite"])
def test_what_is_missing_is_named(monkeypatch, missing):
    given = {name: value for name, value in GOOD.items() if name != missing}
    monkeypatch.setattr(record, "tomls", lambda _: iter([("records/x.toml", {"records": [given]})]))

    with pytest.raises(OntologyError, match=missing):
        records.__wrapped__()


def test_a_record_described_twice_is_refused(monkeypatch):
    monkeypatch.setattr(record, "tomls", lambda _: iter([("records/x.toml", {"records": [GOOD, GOOD]})]))

    with pytest.raises(OntologyError, match="twice"):
        records.__wrapped__()
