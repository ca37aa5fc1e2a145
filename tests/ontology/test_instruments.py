"""Instruments of technology diplomacy: every example of every file is a test, every user is sourced."""

from __future__ import annotations

import pytest

from trachu.core.errors import OntologyError, UnknownName
from trachu.ontology import instrument as module
from trachu.ontology.files import tomls
from trachu.ontology.instrument import Example, instrument, instruments, instruments_in, user_table

EXAMPLES = [(one.code, example) for one in instruments().values() for example in one.examples]


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_every_example_shows_its_instrument_or_not(code: str, example: Example) -> None:
    assert example.match == (code in {found for _, _, found in instruments_in(example.text, example.lang)})


@pytest.mark.parametrize("code", instruments())
def test_every_user_is_sourced(code: str) -> None:
    assert instrument(code).users
    assert all(user.cite for user in instrument(code).users)


def test_the_instruments_of_the_field_are_there() -> None:
    wanted = {"science-agreements", "standards", "export-controls", "development-aid", "alliances", "joint-research"}

    assert wanted <= set(instruments())


def test_the_table_of_users_has_a_row_each() -> None:
    assert sum(len(one.users) for one in instruments().values()) == user_table().height
    assert {"USA", "CHN"} <= set(user_table().filter(instrument="science-agreements")["actor"])


def test_a_wrong_code_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="standards"):
        instrument("standard")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"domain": "sport"}, "domain 'sport'"),
        ({"stance": "waits"}, "stance 'waits'"),
        ({"cues": {"en": [], "th": ["ก"]}}, "both languages"),
        ({"users": [{"actor": "ZZZ", "note": {"en": "a", "th": "ก"}, "cite": ["fmstan"]}]}, "'ZZZ'"),
        ({"cite": ["no_such_key"]}, "no_such_key"),
    ],
)
def test_a_faulty_file_is_refused(change: dict[str, object], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    good = dict(tomls("instruments"))["instruments/standards.toml"]
    monkeypatch.setattr(module, "tomls", lambda folder: [("instruments/x.toml", {**good, **change})])
    with pytest.raises(OntologyError, match=says):
        instruments.__wrapped__()
