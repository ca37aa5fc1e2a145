"""Fora, actors, hypotheses and coding: what the pages show and what they let people do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from web.browsing import Browser, told

from trachu.app.web.keeper import Keeper
from trachu.bench import blind, fora, highlights, portrait, samples

Reading = Callable[[str], Browser]
PAGES = (
    "/fora", "/fora/FORUM:CHIP4", "/actors", "/actors/THA", "/actors/IGO:NATO", "/hypotheses", "/hypotheses/edit",
    "/coding", "/coding/agreement?one=rules&other=rules", "/world", "/scenarios", "/scenarios/chip4_controls",
    "/system", "/system/blocs/alliances", "/system/blocs/votes?year=2024",
)  # fmt: skip


@pytest.fixture
def working(tmp_path: Path) -> Browser:
    """A browser over a bench of the test's own with the sample document."""
    keeper = Keeper(tmp_path / "bench", working=False)
    browser = Browser(keeper)
    samples.add_to(keeper.bench)
    keeper.bench.run()
    return browser


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_speaks_both_languages(reading: Reading, path: str, lang: str) -> None:
    answer = reading(lang).get(path)

    assert 200 == answer.status_code
    assert f'<html lang="{lang}">' in answer.text
    assert {"th": "โต๊ะงาน", "en": "Desk"}[lang] in answer.text
    assert len(answer.content) < 400_000


def test_what_joining_adds_is_a_table_that_leads_to_its_reasons(reading: Reading) -> None:
    page = reading("en").get("/fora?actor=THA").text
    answer = reading("en").get("/fora?actor=THA&part=gaps&as=csv")

    assert "FORUM:CHIP4" in answer.text and "/why/" in page
    assert "Taiwan" in told(reading("en").get("/fora/FORUM:CHIP4").text)


def test_a_state_is_found_by_any_name(reading: Reading) -> None:
    for name in ("ไทย", "THA", "Thailand", "800"):
        assert "/actors/THA" == str(reading("en").get(f"/actors?name={name}").url.path), name
    assert 404 == reading("en").get("/actors/Atlantis").status_code
    assert 404 == reading("en").get("/fora/FORUM:NONE").status_code
    assert 404 == reading("en").get("/actors/PER:Nobody Spoken Of").status_code


def test_an_organ_that_documents_alone_know_has_a_page(reading: Reading) -> None:
    bench = reading("en").keeper.bench
    known = set(bench.table("actors")["actor"])
    organ = next(actor for actor in bench.table("mentions")["actor"] if actor not in known)

    assert 200 == reading("en").get(f"/actors/{organ}").status_code


def test_places_in_a_forum_are_in_outside_or_not_known(working: Browser) -> None:
    found = fora.matrix(working.keeper.bench, ["FORUM:CHIP4"], ["JPN", "THA", "FRA"])

    assert [("JPN", "member"), ("THA", "outside"), ("FRA", "outside")] == found.select("actor", "place").rows()
    assert 0 == found["why"].null_count()


def test_newcomers_are_members_that_it_meets_nowhere_else(working: Browser) -> None:
    bench = working.keeper.bench
    gap = dict(fora.gaps(bench, "THA").select("item", "adds").iter_rows())
    states = set(bench.table("actors").filter(kind="state")["actor"])

    for forum in ("FORUM:CHIP4", "IGO:NATO", "IGO:OECD"):
        met = [who for who in fora.newcomers(bench, "THA", forum)["actor"] if who in states]
        assert int(gap[forum]) == len(met), forum


def test_powers_rank_the_same_everywhere(working: Browser) -> None:
    bench = working.keeper.bench
    own = portrait.powers(bench, "CHN").filter(base="cinc").sort("year").row(-1, named=True)
    every = bench.measure("power_share", base="cinc").filter(year=own["year"])

    assert own["rank"] == 1 + (every["value"] > own["value"]).sum()
    assert own["of"] == every.height


def test_a_question_is_kept_only_if_it_can_be_weighed(working: Browser) -> None:
    text = working.get("/hypotheses/edit").text
    given = working.keeper.bench.folder / "hypotheses" / "own.toml"
    bad = working.post("/hypotheses/edit", {"name": "own", "text": "question = 1", "version": ""})
    strange = working.post("/hypotheses/edit", {"name": "../own", "text": "", "version": ""})

    assert "unipolar" in text
    assert (400, 400, False) == (bad.status_code, strange.status_code, given.exists())
    toml = (
        'question.en = "Q?"\nquestion.th = "ค?"\n[[hypotheses]]\nname = "a"\nen = "A"\nth = "ก"\n'
        '[[hypotheses]]\nname = "b"\nen = "B"\nth = "ข"\n'
        '[[items]]\nname = "i"\nen = "I"\nth = "ง"\ncells = { a = "C", b = "II" }\n'
    )
    kept = working.post("/hypotheses/edit", {"name": "own", "text": toml, "version": ""})
    assert 200 == kept.status_code and "Least is against: A" in told(kept.text)
    again = working.post("/hypotheses/edit", {"name": "own", "text": toml + "\n", "version": "seen before"})
    assert 409 == again.status_code and toml == given.read_text(encoding="utf8")


def test_a_code_of_ones_own_is_added_and_handed_over(working: Browser) -> None:
    page = working.post("/coding/codes", {"code": "trust", "en": "Trust", "th": "ความไว้วางใจ", "colour": "#1f77b4"})
    refused = working.post("/coding/codes", {"code": "AID", "en": "Aid", "th": "ช่วย"})

    assert "Trust" in page.text and "code of the ontology" in refused.text
    assert "trust" in working.get("/coding/export/qdc").text
    assert b"PK" == working.get("/coding/export/qdpx").content[:2]
    assert 404 == working.get("/coding/export/exe").status_code


def test_blind_coders_do_not_see_each_other(working: Browser) -> None:
    bench = working.keeper.bench
    claim = bench.table("claims").filter(kind="event").row(0, named=True)
    bench.judge(claim["claim"], "reject", by="Another")
    coded = bench.code(claim["source"], claim["text"], "AID", by="Another", actors=["RUS"], page=claim["page"])
    leaf = highlights.leaf(bench, claim["source"], claim["page"])
    mine = blind.blind(leaf, "reader")

    assert coded in {c.row["claim"] for c in leaf.cards} and coded not in {c.row["claim"] for c in mine.cards}
    assert coded not in {m.about for m in mine.marks} and claim["claim"] in {m.about for m in mine.marks}
    assert ["open"] == [c.state for c in mine.cards if c.row["claim"] == claim["claim"]]
    working.post("/coding/blind")
    assert "Another" not in told(working.get(f"/sources/{claim['source']}?page={claim['page']}").text)
    working.post("/coding/blind")
    assert "Another" in told(working.get(f"/sources/{claim['source']}?page={claim['page']}").text)


def test_a_disagreement_is_settled_once(working: Browser) -> None:
    bench = working.keeper.bench
    claims = bench.table("claims").filter(kind="event")["claim"].to_list()
    bench.judge(claims[0], "accept", by="One")
    page = working.get("/coding/agreement?one=rules&other=One").text
    record = next(c for c in claims[1:] if f'value="{c}"' in page)
    form = {"record": record, "against": "", "right": "other", "one": "rules", "other": "One", "kind": "event"}
    stale = working.post("/coding/adjudicate", {**form, "record_version": "old", "against_version": ""})
    version = page.partition(f'value="{record}"')[2].partition('name="record_version" value="')[2].partition('"')[0]

    assert 409 == stale.status_code and [] == [j for j in bench.store.judgements() if j.coder == "reader"]
    working.post("/coding/adjudicate", {**form, "record_version": version, "against_version": ""})
    assert [(record, "reject")] == [(j.record, j.verdict) for j in bench.store.judgements() if j.coder == "reader"]


def test_weights_of_ones_own_are_in_the_address(reading: Reading) -> None:
    page = reading("en").get("/world?w-gdp=1&w-milex=3")
    asked = reading("en").get("/world?w-gdp=1&w-milex=3&part=weighed&as=csv").text
    wrong = reading("en").get("/world?w-gdp=much&w-milex=-2")

    assert 'value="3"' in page.text and "without_milex" in asked
    assert 200 == wrong.status_code and "without_pop" in reading("en").get("/world?part=weighed&as=csv").text
    assert 404 == reading("en").get("/world?base=luck").status_code


def test_the_map_is_a_picture_in_three_forms(reading: Reading) -> None:
    answers = {form: reading("en").get(f"/world?part=map&as={form}") for form in ("svg", "png", "vega")}

    assert b"<svg" in answers["svg"].content[:200] and b"\x89PNG" == answers["png"].content[:4]
    assert "topojson" in answers["vega"].text
    assert "Natural Earth" in told(reading("en").get("/world").text)


def test_every_number_of_a_scenario_stands_beside_its_class(reading: Reading) -> None:
    page = reading("en").get("/scenarios/chip4_controls")
    rows = reading("en").get("/scenarios/chip4_controls?part=changes&as=csv").text.splitlines()

    assert "theory module" in told(page.text)
    assert len(rows) > 3 and all("theory" in row for row in rows[1:])
    assert 404 == reading("en").get("/scenarios/none").status_code


def test_the_network_of_blocs_is_nodes_and_lines(reading: Reading) -> None:
    found = reading("th").get("/system/blocs/alliances/network.json?year=2022").json()
    nodes = {one["data"]["id"] for one in found if "source" not in one["data"]}
    lines = [one["data"] for one in found if "source" in one["data"]]

    assert {"USA", "JPN"} <= nodes and ("JPN", "USA") in {(line["source"], line["target"]) for line in lines}
    assert {line["source"] for line in lines} | {line["target"] for line in lines} <= nodes
    assert "ญี่ปุ่น" in {one["data"].get("label") for one in found}
    assert 404 == reading("th").get("/system/blocs/luck").status_code


def test_the_probabilities_of_a_year_add_up(reading: Reading) -> None:
    rows = reading("en").get("/system?year=2022&part=odds&as=csv").text.splitlines()
    place = rows[0].removeprefix("\ufeff").split(",").index("p")

    assert 4 == len(rows) - 1
    assert 1.0 == pytest.approx(sum(float(row.split(",")[place]) for row in rows[1:]))


def test_a_code_of_a_colleague_is_not_written_over_unseen(working: Browser) -> None:
    form = {"code": "trust", "en": "Trust", "th": "ความไว้วางใจ", "colour": "#1f77b4"}
    working.post("/coding/codes", form)
    clash = working.post("/coding/codes", {**form, "en": "Faith", "th": "ความเชื่อถือ", "version": ""})
    version = re.findall(r'name="version" value="(\w+)"', clash.text)
    kept = working.keeper.bench.store.codes()[0].en
    changed = working.post("/coding/codes", {**form, "en": "Faith", "version": version[0]})

    assert (409, "Trust", 1) == (clash.status_code, kept, len(version))
    assert "ความไว้วางใจ" in told(clash.text) and 'value="ความเชื่อถือ"' in clash.text
    assert 200 == changed.status_code and ["Faith"] == [one.en for one in working.keeper.bench.store.codes()]


def test_a_question_saved_second_shows_what_differs_and_keeps_both(working: Browser) -> None:
    toml = (
        'question.en = "Q?"\nquestion.th = "ค?"\n[[hypotheses]]\nname = "a"\nen = "A"\nth = "ก"\n'
        '[[hypotheses]]\nname = "b"\nen = "B"\nth = "ข"\n'
        '[[items]]\nname = "i"\nen = "I"\nth = "ง"\ncells = { a = "C", b = "II" }\n'
    )
    other = toml.replace('en = "I"', 'en = "Other"')
    working.post("/hypotheses/edit", {"name": "own", "text": toml, "version": ""})
    clash = working.post("/hypotheses/edit", {"name": "own", "text": other, "version": "seen before"})
    version = re.findall(r'name="version" value="(\w+)"', clash.text)[0]
    kept = working.post("/hypotheses/edit", {"name": "own", "text": other, "version": version, "over": "yes"})
    folder = working.keeper.bench.folder / "hypotheses"

    assert 409 == clash.status_code and "<del>" in clash.text and "<ins>" in clash.text
    assert "put aside as own~1;" in told(kept.text)
    assert (other, toml) == tuple(
        path.read_text(encoding="utf8") for path in (folder / "own.toml", folder / "removed" / "own~1.toml")
    )
