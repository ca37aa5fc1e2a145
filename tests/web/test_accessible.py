"""Every page in a real browser: axe finds nothing, nothing is cut at 360 pixels, keys alone are enough."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web.chromium import needs_chromium, opened, served, settle

from trachu import Bench
from trachu.bench import withdrawn, written

PATHS = {
    "desk": "/", "sources": "/sources", "about": "/sources/{source}/about", "reader": "/sample",
    "reader of the file's text": "/sources/{source}?raw=true", "claim": "/sources/{source}/claims/{claim}/edit",
    "evidence": "/evidence", "evidence found": "/evidence?q=สนธิสัญญา&actor=PRK",
    "disputed": "/evidence?tab=disputed", "own acts": "/evidence?tab=mine", "coding": "/coding",
    "agreement": "/coding/agreement?one=rules&other=reader", "world": "/world", "system": "/system",
    "blocs": "/system/blocs/alliances", "blocs of votes": "/system/blocs/votes", "actors": "/actors",
    "actor": "/actors/THA", "organisation": "/actors/IGO:NATO", "dyads": "/dyads", "dyad": "/dyads/RUS-PRK",
    "fora": "/fora", "forum": "/fora/FORUM:CHIP4", "hypotheses": "/hypotheses",
    "hypotheses to edit": "/hypotheses/edit", "scenarios": "/scenarios", "scenario": "/scenarios/chip4_controls",
    "briefs": "/briefs", "brief": "/briefs/dyad", "brief in both": "/briefs/order?both=true", "writing": "/writing",
    "new brief": "/writing/new", "own brief": "/writing/mine", "own brief to edit": "/writing/mine/edit",
    "brief with faults": "/writing/broken", "data": "/data", "table": "/data/claims", "why": "/why/{why}",
    "work": "/jobs", "name": "/name", "references": "/dyads/RUS-PRK?part=events&as=cite",
}  # fmt: skip
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
NARROWEST = 320  # pixels: a page of 1280 at 400 per cent
UNNAMED = """() => [
    ...[...document.querySelectorAll("table")].filter(one => !one.caption && !one.getAttribute("aria-labelledby")),
    ...[...document.querySelectorAll("th")].filter(one => !one.scope),
    ...[...document.querySelectorAll(".picture")].filter(
        one => !(one.querySelector("[role=img]")?.getAttribute("aria-label") ?? "").includes(": ")),
].map(one => one.outerHTML.slice(0, 120))"""
UNTOLD = """() => {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const found = new Set();
    while (walker.nextNode()) {
        const [text, holder] = [walker.currentNode.textContent.trim(), walker.currentNode.parentElement];
        if (holder.closest("code, pre, textarea, svg, script, option, .differ")) continue;
        const lang = holder.closest("[lang]").lang;
        const thai = /[ก-๛]/.test(text);
        if (thai ? lang !== "th" : lang === "th" && (text.match(/[A-Za-z]{2,}/g) ?? []).length > 2) found.add(text);
    }
    return [...found].map(one => one.slice(0, 80));
}"""
FOCUSED = """() => {
    const now = document.activeElement;
    const style = getComputedStyle(now);
    const box = now.getBoundingClientRect();
    const all = [...document.querySelectorAll("*")];
    return [all.indexOf(now), now.tagName,
            style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.height > 0];
}"""


@pytest.fixture(scope="module")
def folder(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, and what people did to it: judgements, a correction, briefs of their own, one with faults."""
    made = tmp_path_factory.mktemp("worked") / "bench"
    shutil.copytree(sample_folder, made)
    bench = Bench(made)
    claims = bench.table("claims").filter(kind="event")["claim"].to_list()
    bench.judge(claims[0], "accept", by="reader")
    bench.judge(claims[1], "reject", by="Another")
    bench.undo(by="Another")
    bench.edit(claims[2], by="reader", date="2024-06")
    cite = f"[@claim:{claims[0]}]"
    text = f"# เรื่อง\n- ข้อค้นพบ {cite}\n\n## อำนาจ\n\n{{{{measure closeness actor=RUS other=PRK | year=latest}}}}\n"
    written.save(bench, "mine", "th", text, "")
    written.save(
        bench, "mine", "en", text.replace("เรื่อง", "Title").replace("ข้อค้นพบ", "Found").replace("อำนาจ", "Power"), ""
    )
    written.save(bench, "broken", "en", "# T\n- It is so [@claim:c0000].", "")
    written.save(bench, "away", "en", "# T\n- Gone.", "")
    withdrawn.remove(bench, "away", {"en": written.version(bench, "away", "en")})
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder, "th") as address:
        yield address


def at(address: str, path: str, lang: str = "") -> str:
    whole = address.partition("/?")[0] + path
    return f"{whole}{'&' if '?' in path else '?'}lang={lang}" if lang else whole


def paths(folder: Path) -> dict[str, str]:
    """Return the address of every page, those of a document, a claim and a trace filled in."""
    bench = Bench(folder)
    source = bench.source("russia_north_korea.pdf").source
    claim = bench.table("claims").filter(kind="event", source=source).row(0, named=True)
    given = {"source": source, "claim": claim["claim"], "why": claim["why"]}
    return {name: path.format(**given) for name, path in PATHS.items()}


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("width", [1440, 360])
def test_axe_finds_nothing_and_nothing_is_cut(address: str, folder: Path, width: int, lang: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    with opened(address, width, bypass_csp=True) as page:  # axe itself is put into the page as a script
        for name, path in paths(folder).items():
            page.goto(at(address, path, lang))
            settle(page)
            found = axe.run(page, options=RULES).response["violations"]
            told = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]

            assert [] == told, name
            assert [] == page.evaluate(UNNAMED), name
            assert [] == page.evaluate(UNTOLD), name
            for narrow in (width, NARROWEST)[: 1 if width > NARROWEST * 2 else 2]:
                page.set_viewport_size({"width": narrow, "height": 900})
                assert page.locator("html").evaluate("one => one.scrollWidth") <= narrow, (name, narrow)
            page.set_viewport_size({"width": width, "height": 900})


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("name", ["sources", "reader", "evidence", "coding", "world", "own brief to edit", "own acts"])
def test_tab_goes_through_a_page_in_order_and_is_seen(address: str, folder: Path, name: str) -> None:
    with opened(address) as page:
        page.goto(at(address, paths(folder)[name], "th"))
        settle(page)
        page.evaluate("document.activeElement.blur()")
        places = []
        while len(places) < 1000:
            page.keyboard.press("Tab")
            place, tag, seen = page.evaluate(FOCUSED)
            if tag == "BODY":
                break
            places.append(place)

            assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")

        assert places == sorted(set(places)) and 10 < len(places) < 1000


@needs_chromium
@pytest.mark.slow
def test_the_keys_of_one_letter_can_be_turned_off(address: str) -> None:
    with opened(address) as page:
        page.goto(at(address, "/sample"))
        settle(page)
        first = current(page)
        page.locator("#keys-on").uncheck()
        page.locator("h1").click()
        page.keyboard.press("j")
        still = current(page)
        page.reload()
        settle(page)
        kept = page.locator("#keys-on").is_checked()
        page.locator("#keys-on").check()
        page.locator("h1").click()
        page.keyboard.press("j")

        assert (first, False) == (still, kept) and first != current(page)


@needs_chromium
@pytest.mark.slow
def test_the_reader_by_keys_alone(address: str) -> None:
    with opened(address) as page:
        page.goto(at(address, "/sample"))
        settle(page)
        first = current(page)
        page.keyboard.press("j")
        second = current(page)
        page.keyboard.press("k")

        assert first == current(page) != second

        page.keyboard.press("e")
        page.locator("li.editing select:focus").wait_for()

        assert 1 == page.locator("li.editing").count()


def current(page: Any) -> str:
    return str(page.locator("li.suggestion.current").get_attribute("id"))


@needs_chromium
@pytest.mark.slow
def test_the_first_stop_of_the_keyboard_leads_to_the_content(address: str) -> None:
    with opened(address) as page:
        page.goto(at(address, "/sources"))
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        assert page.url.endswith("#content")


@needs_chromium
@pytest.mark.slow
def test_selected_thai_words_never_cut_a_cluster(address: str) -> None:
    with opened(address) as page:
        page.goto(at(address, "/sample"))
        settle(page)
        page.locator("#text").evaluate(
            """text => {
                const node = [...text.querySelectorAll("[data-at]")].map(one => one.firstChild)
                    .find(one => one && /กำลัง|ที่/.test(one.textContent));
                const at = node.textContent.search(/ที่/);
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + 2);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
            }"""
        )
        page.wait_for_timeout(300)
        form = page.locator("#code-form")
        start, end = (int(form.locator(f"[name={name}]").input_value()) for name in ("start", "end"))
        text = re.sub(r"\s+$", "", page.locator("#text").evaluate("one => one.textContent"))
        first = int(page.locator("#text [data-at]").first.get_attribute("data-at"))

        assert "ที่" == text[start - first : end - first]
