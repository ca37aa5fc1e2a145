"""How briefs say numbers, names, lists and years in both languages, and how a sentence gets its why."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from trachu.core.dates import BUDDHIST, say_date, say_year
from trachu.core.errors import UsageError
from trachu.core.words import Words
from trachu.core.writing import Desk, Section, Sentence
from trachu.ontology.domain import domains

_THAI_LATIN = re.compile("(?<=[\u0e01-\u0e4e])(?=[A-Za-z0-9]|[พค]\\.ศ\\.)|(?<=[A-Za-z0-9%])(?=[\u0e01-\u0e4e])")
_THAI_END = re.compile("[\u0e01-\u0e4e]$")
WITH_ARTICLE = (
    "United ", "Netherlands", "Philippines", "Gambia", "Bahamas", "Maldives", "Seychelles", "Comoros", "Vatican",
    "Central African", "Czech Republic", "Dominican Republic", "Democratic Republic", "Republic of",
    "Soviet Union", "European Union", "African Union", "Solomon Islands", "Marshall Islands", "Holy See",
)  # fmt: skip
BASES = {
    "cinc": Words(en="CINC", th="ดัชนี CINC"),
    "gdp": Words(en="GDP", th="GDP"),
    "net_power": Words(en="net power", th="อำนาจสุทธิ"),
    "milex": Words(en="military expenditure", th="รายจ่ายทางทหาร"),
    "gdp_fariss": Words(en="real GDP", th="GDP ที่แท้จริง"),
    "net_power_fariss": Words(en="net power from real GDP", th="อำนาจสุทธิจาก GDP ที่แท้จริง"),
}
POOLS = {
    "all": Words(en="all states in the data", th="ทุกรัฐในข้อมูล"),
    "majors": Words(en="major powers of the Correlates of War", th="มหาอำนาจตามบัญชีของ COW"),
    "top8": Words(en="the eight strongest", th="แปดรัฐที่แข็งแกร่งที่สุด"),
}
RULES = {
    "fifty_twentyfive": Words(en="rule of 50 and 25 per cent", th="เกณฑ์ร้อยละ 50 และ 25"),
    "half_of_leader": Words(en="half of the leader", th="เกณฑ์กึ่งหนึ่งของรัฐผู้นำ"),
}
REGIMES = {
    "unipolar": Words(en="unipolar", th="ขั้วอำนาจเดียว"),
    "near-unipolar": Words(en="nearly unipolar", th="เกือบขั้วอำนาจเดียว"),
    "bipolar": Words(en="bipolar", th="สองขั้วอำนาจ"),
    "multipolar": Words(en="multipolar", th="หลายขั้วอำนาจ"),
}
COMPONENTS = {
    "events": Words(en="happenings", th="เหตุการณ์"),
    "ties": Words(en="treaties and forums", th="สนธิสัญญาและเวทีความร่วมมือ"),
    "votes": Words(en="votes in the United Nations", th="การลงคะแนนเสียงในสหประชาชาติ"),
    "flows": Words(en="arms, trade and aid", th="อาวุธ การค้า และความช่วยเหลือ"),
}
FLOWS = {
    "arms": Words(en="arms", th="อาวุธ"),
    "trade": Words(en="goods", th="สินค้า"),
    "aid": Words(en="aid", th="ความช่วยเหลือ"),
    "troops": Words(en="troops", th="กำลังพล"),
    "energy": Words(en="energy", th="พลังงาน"),
}
STANCES = {
    "asserts": Words(en="asserts", th="ยืนยัน"),
    "denies": Words(en="denies", th="ปฏิเสธ"),
    "reports": Words(en="reports", th="รายงาน"),
    "predicts": Words(en="predicts", th="คาดการณ์"),
}


def label(names: Mapping[str, Words], key: str) -> Words:
    """Return the words for a key; one that a new part brought stands as it is.

    >>> label(BASES, "gdp").en, label(BASES, "patents").th
    ('GDP', 'patents')
    """
    return names.get(key, plain(key))


def domain(code: str) -> Words:
    """Return the name of a domain, with its component if it has one.

    >>> domain("diplomacy").th, domain("diplomacy/votes").en
    ('การทูต', 'diplomacy: votes in the United Nations')
    """
    field, _, component = code.partition("/")
    words = domains()[field].label if field in domains() else plain(field)
    low = Words(en=words.en[:1].lower() + words.en[1:], th=words.th)
    if not component:
        return low
    part = label(COMPONENTS, component)
    return Words(en=f"{low.en}: {part.en}", th=f"{low.th} ({part.th})")


def plain(text: object) -> Words:
    """Return what is written alike in both languages.

    >>> plain(7).th
    '7'
    """
    return Words(en=str(text), th=str(text))


def percent(value: float, digits: int = 0) -> Words:
    """Write a share.

    >>> percent(0.583), percent(0.1234, 1).th
    (Words(en='58%', th='ร้อยละ 58'), 'ร้อยละ 12.3')
    """
    return Words(en=f"{100 * value:.{digits}f}%", th=f"ร้อยละ {100 * value:.{digits}f}")


def cell(value: float | None, digits: int = 1) -> Words:
    """Write a share for a table, where the heading says what it is; nothing known is a dash.

    >>> cell(0.1234).th, cell(None).en
    ('12.3%', '–')
    """
    return plain("–" if value is None else f"{100 * value:.{digits}f}%")


def decimal(value: float, digits: int = 2) -> Words:
    """Write a number with a point; no minus before zero.

    >>> decimal(0.7249).en, decimal(-0.001).en
    ('0.72', '0.00')
    """
    rounded = round(value, digits)
    return plain(f"{rounded + 0.0:.{digits}f}")


def signed(value: float, digits: int = 2) -> Words:
    """Write a change with its sign.

    >>> signed(0.071).en, signed(-0.2).en
    ('+0.07', '−0.20')
    """
    return plain(f"{'−' if value < 0 else '+'}{abs(value):.{digits}f}")


def some(count: int, one: str, many: str, th: str) -> Words:
    """Count things: English wants a plural, Thai does not.

    >>> some(1, "place", "places", "แห่ง"), some(2, "place", "places", "แห่ง").en
    (Words(en='1 place', th='1 แห่ง'), '2 places')
    """
    return Words(en=f"{count:,} {one if count == 1 else many}", th=f"{count:,} {th}")


def year(value: int) -> Words:
    """Write a year: พ.ศ. in Thai.

    >>> year(2022)
    Words(en='2022', th='พ.ศ. 2565')
    """
    return Words(en=say_year(value, "en"), th=say_year(value, "th"))


def years(first: int, last: int) -> Words:
    """Write a span of years, or the one year.

    >>> years(1990, 2022).th, years(2022, 2022).en
    ('พ.ศ. 2533–2565', '2022')
    """
    if first == last:
        return year(first)
    return Words(en=f"{first}–{last}", th=f"พ.ศ. {first + BUDDHIST}–{last + BUDDHIST}")


def dated(edtf: str | None) -> Words:
    """Write a partial date, or say that there is none.

    >>> dated("2024-06").th, dated(None).en
    ('มิถุนายน 2567', 'undated')
    >>> dated("2023-09-12/2023-09-17").th, dated("2022/2024").th
    ('12–17 กันยายน 2566', 'พ.ศ. 2565–2567')
    """
    if not edtf:
        return Words(en="undated", th="ไม่ระบุวันที่")
    first, _, last = edtf.partition("/")
    if first.isdigit() and last.isdigit():
        return years(int(first), int(last))
    if len(last) == 10 and first[:8] == last[:8] and first[8:].isdigit():
        end = dated(last)
        return Words(en=f"{int(first[8:])}–{end.en}", th=f"{int(first[8:])}–{end.th}")
    return Words(en=say_date(edtf, "en"), th=say_date(edtf, "th"))


def named(desk: Desk, actor: str) -> Words:
    """Return what a sentence calls an actor: with the article where English wants one."""
    words = desk.actor(actor)
    return Words(en=f"the {words.en}", th=words.th) if words.en.startswith(WITH_ARTICLE) else words


def listed(words: Sequence[Words]) -> Words:
    """Join names as each language does.

    >>> listed([plain("A"), plain("B"), plain("C")])
    Words(en='A, B and C', th='A B และ C')
    >>> listed([Words(en="Laos", th="ลาว"), Words(en="China", th="จีน")]).th
    'ลาวและจีน'
    """
    if len(words) < 2:
        return words[0] if words else Words(en="none", th="ไม่มี")
    *first, last = words
    joint = "และ" if len(words) == 2 and _THAI_END.search(words[0].th) else " และ"
    return Words(
        en=f"{', '.join(w.en for w in first)} and {last.en}",
        th=_spaced(f"{' '.join(w.th for w in first)}{joint}{last.th}"),
    )


def listed_apart(words: Sequence[Words]) -> Words:
    """Join items that have blanks and commas of their own.

    >>> listed_apart([plain("A, 1"), plain("B, 2")]).en
    'A, 1; B, 2'
    """
    return Words(en="; ".join(w.en for w in words), th="; ".join(w.th for w in words))


def fill(en: str, th: str, **words: Words) -> Words:
    """Put words into a template of each language; an English sentence begins with a capital.

    >>> fill("{who} leads.", "{who}เป็นผู้นำ", who=Words(en="the Netherlands", th="เนเธอร์แลนด์"))
    Words(en='The Netherlands leads.', th='เนเธอร์แลนด์เป็นผู้นำ')
    """
    said = en.format(**{name: value.en for name, value in words.items()})
    thai = th.format(**{name: value.th for name, value in words.items()})
    return Words(en=said[:1].upper() + said[1:], th=_spaced(thai))


def _spaced(thai: str) -> str:
    """Part Thai letters from Latin ones and from digits, as Thai is set."""
    return _THAI_LATIN.sub(" ", thai)


def tell(en: str, th: str, why: pl.DataFrame | Iterable[str], **words: Words) -> Sentence:
    """Make a sentence from a template in each language and the rows that it states.

    >>> tell("{n} poles.", "{n} ขั้ว", ["step:1"], n=plain(2)).words.th
    '2 ขั้ว'
    """
    reasons = whys(why) if isinstance(why, pl.DataFrame) else tuple(dict.fromkeys(why))
    return Sentence(fill(en, th, **words), reasons)


def whys(*frames: pl.DataFrame) -> tuple[str, ...]:
    """Return the distinct traces of rows, in order.

    >>> whys(pl.DataFrame({"why": ["b", None, "a"]}), pl.DataFrame({"why": ["a"]}))
    ('a', 'b')
    """
    return tuple(sorted({w for frame in frames if frame.height for w in frame["why"].drop_nulls().to_list()}))


def specified(values: pl.DataFrame) -> pl.DataFrame:
    """Turn the JSON of `options` into columns, one for each option, as text.

    >>> given = pl.DataFrame({"options": ['{"base": "gdp", "pool": "all"}'], "value": [1.0]})
    >>> specified(given).select("base", "pool").rows()
    [('gdp', 'all')]
    """
    texts = values["options"].unique().to_list()
    rows = [{"options": text, **{k: str(v) for k, v in json.loads(text).items()}} for text in texts]
    return values.join(pl.DataFrame(rows), on="options", how="left") if rows else values


def titled(values: pl.DataFrame, column: str, names: Mapping[str, Words]) -> pl.DataFrame:
    """Add what charts call the rows: columns `en` and `th` from a column of keys.

    >>> titled(pl.DataFrame({"item": ["bipolar"]}), "item", REGIMES)["th"].to_list()
    ['สองขั้วอำนาจ']
    """
    keys = values[column].to_list()
    return values.with_columns(
        en=pl.Series([label(names, k).en for k in keys], dtype=pl.String),
        th=pl.Series([label(names, k).th for k in keys], dtype=pl.String),
    )


def sections(*given: Section | None) -> tuple[Section, ...]:
    """Keep the sections that have something in them."""
    return tuple(section for section in given if section is not None and section.blocks)


def empty_bench(about: Words) -> UsageError:
    """Say that a brief has nothing to go by, and what to add."""
    return UsageError(
        fill("There is nothing yet to write {about} from.", "ยังไม่มีข้อมูลสำหรับเขียน{about}", about=about),
        Words(
            en="Add a document or a dataset first: trachu add FILE, or start with trachu new --sample.",
            th="โปรดเพิ่มเอกสารหรือชุดข้อมูลก่อนด้วย trachu add แฟ้ม หรือเริ่มจากชุดตัวอย่างด้วย trachu new --sample",
        ),
    )
