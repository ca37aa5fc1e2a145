"""Names written almost as known ones: found where a name must stand, never where a word may."""

from __future__ import annotations

import pytest

from trachu.evidence.entities import mentions_in


def near(text: str) -> list[tuple[str, str]]:
    return [(m.actor, text[m.start : m.end]) for m in mentions_in([text])[0] if m.how == "near"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("เอกอัครราชทูตวาซีลี เนเบนเชีย กล่าว", [("PER:Vassily Nebenzia", "วาซีลี เนเบนเชีย")]),
        ("พบกับ อีกอร์ มอร์กูลอพ รัฐมนตรีช่วย", [("PER:Igor Morgulov", "อีกอร์ มอร์กูลอพ")]),
        ("The Phillippines protested.", [("PHL", "Phillippines")]),
        ("Troops left Afganistan.", [("AFG", "Afganistan")]),
    ],
)
def test_long_names_may_be_misspelt(text: str, found: list[tuple[str, str]]) -> None:
    assert found == near(text)


@pytest.mark.parametrize(
    "text",
    [
        "British Columbia and Columbia University",  # one letter from Colombia, but short
        "ประธานาธิบดีเดินทางไปยังเมืองหลวง",
        "นายกรัฐมนตรีกล่าวว่าปูทะเลมีราคาแพง",
        "Nigerians and Austrians",
        "The Incorporation of Manufacturing Enterprises",
    ],
)
def test_words_and_short_names_are_left_alone(text: str) -> None:
    assert [] == near(text)


def test_a_near_name_is_less_sure_than_an_exact_one() -> None:
    exact, misspelt = mentions_in(["The Philippines", "The Phillippines"])

    assert [("PHL", True)] == [(m.actor, m.confidence < exact[0].confidence) for m in misspelt]


def test_former_states_follow_the_date() -> None:
    texts = ["Germany signed a treaty.", "เยอรมนีลงนามสนธิสัญญา"]
    today = [[m.actor for m in found] for found in mentions_in(texts)]
    then = [[m.actor for m in found] for found in mentions_in(["The Soviet Union", "เชโกสโลวาเกีย"])]

    assert [["DEU"], ["DEU"]] == today
    assert [["SUN"], ["CSK"]] == then
