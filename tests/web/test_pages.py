"""Every page in both languages: its words, its ways out, its forms; nothing inline, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import unescape
from html.parser import HTMLParser
from io import BytesIO

import polars as pl
import pytest
from web.browsing import Browser, told

from trachu.core.words import Lang

Reading = Callable[[str], Browser]
LANGS: tuple[Lang, ...] = ("th", "en")
PAGES = (
    "/",
    "/name",
    "/sources",
    "/sample",
    "/jobs",
    "/dyads",
    "/dyads/RUS-PRK",
    "/dyads/THA-CHN",
    "/evidence",
    "/evidence?tab=disputed",
    "/briefs",
    "/briefs/dyad",
    "/data",
    "/data/claims",
)
VOID = {"meta", "link", "img", "input", "br", "hr"}


class Outline(HTMLParser):
    """What matters of a page: headings, ids, links, fields without a name, and what the policy would block."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.blocked: list[str] = []
        self.lang: str | None = None
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "html":
            self.lang = given.get("lang")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        for name in ("href", "src", "action", "hx-get", "hx-post"):
            if given.get(name):
                self.links.append(str(given[name]))
        if tag == "label":
            self.labelled.add(str(given.get("for")))
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            self.fields.append(given)
        if "style" in given or tag == "style" or (tag == "script" and not given.get("src")):
            self.blocked.append(tag)
        self.blocked += [name for name in given if name.startswith("on")]

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop(), (tag, self.getpos())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_stands_on_its_own(reading: Reading, path: str, lang: str) -> None:
    answer = reading(lang).get(path)
    page = Outline(answer.text)

    assert (200, lang) == (answer.status_code, page.lang)
    assert ([], 1) == (page.blocked, page.headings.count(1))
    assert sorted(set(page.ids)) == sorted(page.ids)
    assert [] == [link for link in page.links if re.match("(https?:)?//", link)]
    assert [] == [f for f in page.fields if f.get("id") not in page.labelled and not f.get("aria-label")]
    assert [] == page.open or page.open == ["html"]


@pytest.mark.parametrize("path", PAGES)
def test_a_thai_page_is_thai_and_an_english_one_english(reading: Reading, path: str) -> None:
    thai, english = (told(reading(lang).get(path).text) for lang in LANGS)
    heading = re.compile("<h1>(.*?)</h1>", re.S)
    heads = [heading.findall(reading(lang).get(path).text)[0] for lang in LANGS]

    assert thai != english
    assert re.search("[ก-ฮ]", heads[0])


WRITING = re.compile(r"/(sample|name)$|/claims/\w+$|/(code|read|remove|cancel)(\?|$)")
LONG = re.compile(r"/briefs/|/why/|/jobs/|/scenarios|/system|/world|as=")


def ways_out(browser: Browser, paths: Iterable[str]) -> set[str]:
    """Return the addresses of this server that pages lead to and that only read."""
    found = {link.partition("#")[0] for path in paths for link in Outline(browser.get(path).text).links}
    return {link for link in found if link.startswith("/") and not WRITING.search(link)}


def test_the_ways_out_of_the_first_pages_lead_somewhere(reading: Reading) -> None:
    browser = reading("en")
    for link in sorted(one for one in ways_out(browser, PAGES[:5]) if not LONG.search(one)):
        assert browser.get(link).status_code in (200, 202), link


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_every_way_out_of_every_page_leads_somewhere(reading: Reading, lang: str) -> None:
    browser = reading(lang)
    for link in sorted(ways_out(browser, PAGES)):
        assert browser.get(link).status_code in (200, 202), link


def test_the_language_can_be_switched_anywhere_and_is_remembered(browser: Browser) -> None:
    assert 'lang="th"' in browser.get("/sources?lang=th").text
    assert 'lang="th"' in browser.get("/").text
    assert 'lang="en"' in browser.get("/?lang=en").text


def test_the_calendar_can_be_chosen_in_both_languages(reading: Reading) -> None:
    shown = {
        (lang, era): told(reading(lang).get(f"/dyads/RUS-PRK?lang={lang}&era={era}").text)
        for lang in LANGS
        for era in ("be", "ce")
    }

    assert "19 มิถุนายน 2567" in shown["th", "be"]
    assert "19 มิถุนายน ค.ศ. 2024" in shown["th", "ce"]
    assert "19 June 2567 B.E." in shown["en", "be"]
    assert "19 June 2024" in shown["en", "ce"]


def test_a_table_is_given_as_csv_and_parquet(reading: Reading) -> None:
    browser = reading("en")
    csv = browser.get("/dyads/RUS-PRK?part=events&as=csv")
    parquet = browser.get("/dyads/RUS-PRK?part=events&as=parquet")
    rows = pl.read_parquet(BytesIO(parquet.content))

    assert "attachment" in csv.headers["content-disposition"]
    assert rows.height == len(csv.text.strip().splitlines()) - 1
    assert rows["event"].to_list() == [line.split(",")[0].lstrip("\ufeff") for line in csv.text.splitlines()[1:]]


@pytest.mark.parametrize("page", ["/briefs/dyad", "/briefs/order", "/dyads/RUS-PRK", "/system"])
def test_every_table_and_chart_is_cited_and_tells_why(reading: Reading, page: str) -> None:
    browser = reading("th")
    text = browser.get(page).text
    parts = re.findall(r'<section class="data" id="([^"]+)">(.*?)</section>', text, re.DOTALL)
    full = {name: body for name, body in parts if "<tbody>" in body or "<figure" in body}
    links = {name: re.findall(r'href="([^"]*as=cite[^"#]*)"', body) for name, body in full.items()}

    assert len(full) > 1
    assert [] == [name for name, found in links.items() if not found]
    assert all("/why/" in browser.get(unescape(found[0])).text for found in links.values())


def test_a_table_is_cited_in_three_styles_and_leads_to_its_whys(reading: Reading) -> None:
    for style, sign in (("bibtex", "@"), ("csl", "&#34;type&#34;"), ("apa", "(")):
        page = reading("th").get(f"/dyads/RUS-PRK?part=events&as=cite&style={style}").text

        assert sign in page
        assert "/why/" in page


@pytest.mark.parametrize("form", ["figure", "svg", "png", "vega"])
def test_a_chart_is_given_in_every_form(reading: Reading, form: str) -> None:
    answer = reading("th").get(f"/dyads/RUS-PRK?part=timeline&as={form}")
    begins = {"figure": b'<div role="img" aria-label="', "svg": b"<svg", "png": b"\x89PNG", "vega": b"{"}

    assert answer.content.lstrip().startswith(begins[form])
    assert b"style=" not in answer.content


def test_a_chart_follows_the_calendar(reading: Reading) -> None:
    asked = "/dyads/RUS-PRK?part=closeness&as=svg&lang=th&era="
    be, ce = (reading("th").get(asked + era).text for era in ("be", "ce"))

    years = [{int(year) for year in re.findall(r">([12]\d{3})<", drawn)} for drawn in (be, ce)]

    assert years[0] == {year + 543 for year in years[1]} != set()
    assert ("พ.ศ." in be, "ค.ศ." in ce, "พ.ศ." in ce) == (True, True, False)


def test_why_leads_from_a_value_to_the_page(reading: Reading) -> None:
    browser = reading("en")
    rows = pl.read_parquet(BytesIO(browser.get("/dyads/RUS-PRK?part=closeness&as=parquet").content))
    why = rows.filter(item="diplomacy").sort("year")["why"][-1]
    page = browser.get(f"/why/{why}?all=true").text
    places = re.findall(r'href="(/sources/[^"]+)"', page)

    assert places
    assert 200 == browser.get(places[0].replace("&amp;", "&")).status_code
    assert 404 == browser.get("/why/step:000000000000").status_code


def test_an_error_says_what_and_what_to_do(browser: Browser) -> None:
    for path, code in (("/nowhere", 404), ("/dyads/RUSPRK", 400), ("/jobs/none", 404), ("/sources/none", 404)):
        answer = browser.get(path)

        assert code == answer.status_code
        assert 2 == answer.text.count(
            "<p", answer.text.index('role="alert"'), answer.text.index("</div>", answer.text.index('role="alert"'))
        )
        assert "Traceback" not in answer.text


def test_no_page_is_over_a_megabyte(reading: Reading) -> None:
    browser = reading("th")
    for path in PAGES:
        page = browser.get(path)
        assets = [
            link for link in Outline(page.text).links if link.startswith(("/static/", "/fonts/")) or ".png" in link
        ]
        sizes = [int(browser.get(link).headers["content-length"]) for link in [path, *set(assets)]]

        assert sum(sizes) < 1_000_000, (path, sizes)
