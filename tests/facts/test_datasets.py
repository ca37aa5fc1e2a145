"""Codes become actors by date, and of several datasets one is believed while the others' traces stay."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from trachu.core.tables import CAPABILITIES, CHOICES, FLOWS, PARTIES
from trachu.facts import capabilities, choices, flows
from trachu.facts.actors import actor_table, code_table
from trachu.facts.codes import resolve, resolve_spells, settle, unresolved


@pytest.fixture(scope="module")
def known():
    return code_table()


def ranked(table, rows):
    """Lay rows out as the table with order and dataset, as `world` hands them on."""
    found = []
    for row in rows:
        extra = {name: pl.lit(row.pop(name)) for name in ("order", "dataset")}
        found.append(table.of([row]).with_columns(**extra))
    return pl.concat(found)


def gdp(dataset, value, order, actor="THA", year=2020, unit="USD"):
    return {
        "actor": actor, "year": year, "indicator": "gdp", "value": value, "unit": unit, "why": f"source:{dataset}",
        "order": order, "dataset": dataset,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "code", "year", "actor"),
    [
        ("cow", "365", 1905, "RUS"), ("cow", "365", 1985, "SUN"), ("cow", "365", 1991, "RUS"),
        ("cow", "345", 2005, "YUG"), ("cow", "345", 2006, "SRB"), ("cow", "265", 1990, "DDR"),
        ("cow", "265", 1991, None), ("cow", "002", 2000, "USA"), ("gw", "365", 1991, "RUS"),
        ("iso3", "rus", 1985, "RUS"), ("iso3", "WLD", 2000, None), ("name", "Soviet Union", 1985, "SUN"),
        ("name", "Viet Nam", 2000, "VNM"), ("name", " South  korea", 2000, "KOR"),
        ("name", "UAE", 2000, "ARE"), ("name", "Congo", 2000, "COG"), ("name", "United Nations**", 2000, "IGO:UN"),
        ("name", "เกาหลีเหนือ", 2000, "PRK"), ("name", "unknown supplier(s)", 2000, None),
    ],
)  # fmt: skip
def test_a_code_means_who_held_it_then(known, codes, code, year, actor):
    done = resolve(pl.DataFrame({"actor": [code], "year": [year]}), codes, ["actor"], "year", known)

    assert ([actor] if actor else []) == done.frame["actor"].to_list()
    assert (0 if actor else 1) == done.unresolved.height


def test_a_day_decides_within_the_year(known):
    given = pl.DataFrame({"actor": ["365", "365"], "day": [date(1991, 12, 16), date(1991, 12, 30)]})

    assert resolve(given, "cow", ["actor"], "day", known).frame["actor"].to_list() == ["SUN", "RUS"]


def test_the_holder_of_31_december_comes_before_the_last_of_the_year():
    def holder(code, actor, since, until=None):
        return {"scheme": "cow", "code": code, "actor": actor, "since": since, "until": until}

    made_up = pl.DataFrame(
        [
            holder("1", "OLD", date(1900, 1, 1)),
            holder("1", "GUEST", date(1990, 4, 1), date(1990, 10, 1)),
            holder("2", "SPRING", date(1990, 1, 1), date(1990, 5, 31)),
            holder("2", "AUTUMN", date(1990, 6, 1), date(1990, 11, 30)),
        ]
    )
    given = pl.DataFrame({"actor": ["1", "2"], "year": [1990, 1990]})
    done = resolve(given, "cow", ["actor"], "year", made_up).frame

    assert done.select("actor", "held").rows() == [("OLD", True), ("AUTUMN", False)]


def test_germany_of_1990_is_one_and_the_loser_is_remembered(known):
    given = pl.DataFrame(
        {"actor": ["260", "255", "2"], "year": [1990, 1990, 1990], "v": [1.0, 2.0, 3.0], "why": ["s:a", "s:b", "s:c"]}
    )
    for rows in (given, given.reverse()):
        done = resolve(rows, "cow", ["actor"], "year", known)
        frame, traces = settle(done.frame, ["actor", "year"], "cow_nmc@7.0")

        assert frame.sort("actor").select("actor", "v").rows() == [("DEU", 2.0), ("USA", 3.0)]
        assert [t.says for t in traces] == ["cow_nmc@7.0: kept code 255 over 260"]
        assert traces[0].parents == ("s:b", "s:a")


def test_codes_that_are_nobody_are_counted_once_each(known):
    given = pl.DataFrame({"actor": ["999", "999", "2"], "other": ["2", "2", "998"], "year": [1990, 1995, 2000]})
    done = resolve(given, "cow", ["actor", "other"], "year", known)

    assert done.unresolved.rows() == [("998", 1, 2000, 2000), ("999", 2, 1990, 1995)]
    assert done.frame.height == 0
    assert [f.says for f in unresolved(done.unresolved.with_columns(dataset=pl.lit("x@1"), why=pl.lit("s:x")))] == [
        "1 rows, 2000–2000",
        "2 rows, 1990–1995",
    ]


def test_a_spell_is_cut_where_its_code_passes_on(known):
    def spell(record, code, since, until):
        return {"record": record, "role": "member", "actor": code, "since": since, "until": until, "why": "s"}

    given = PARTIES.of(
        [
            spell("A", "365", "1975", None), spell("B", "365", "1992-05-15", None), spell("C", "2", "1949-04", "1960"),
            spell("D", "345", None, None), spell("E", "999", "1900", None), spell("F", "200", "1815-03-25", "1815"),
        ]
    )  # fmt: skip
    done = resolve_spells(given, "cow", known)
    rows = {(r, a): (s, u) for r, _, a, s, u, _ in done.frame.rows()}

    assert rows["A", "SUN"] == ("1975", "1991-12-25")
    assert rows["A", "RUS"] == ("1991-12-26", None)
    assert rows["B", "RUS"] == ("1992-05-15", None)
    assert rows["C", "USA"] == ("1949-04", "1960")
    assert rows["D", "YUG"][1] == "2006-06-04"
    assert rows["D", "SRB"] == ("2006-06-05", None)
    assert rows["F", "GBR"] == ("1815-03-25", "1815")
    assert done.unresolved["code"].to_list() == ["999"]
    assert done.frame.equals(resolve_spells(given.reverse(), "cow", known).frame)


def test_the_preferred_dataset_wins_and_five_per_cent_are_no_conflict():
    rows = [
        gdp("starter@1", 100.0, 9), gdp("world_bank@2024", 104.0, 0), gdp("starter@1", 100.0, 9, "VNM"),
        gdp("world_bank@2024", 110.0, 0, "VNM"), gdp("starter@1", 7.0, 9, "LAO"),
    ]  # fmt: skip
    given = ranked(CAPABILITIES, rows)
    for frame in (given, given.sample(fraction=1, shuffle=True, seed=1)):
        done = capabilities.reconcile(frame)

        assert done.frame.select("actor", "value").rows() == [("LAO", 7.0), ("THA", 104.0), ("VNM", 110.0)]
        assert done.frame.filter(actor="LAO")["why"].item() == "source:starter@1"
        assert [t.parents for t in done.traces] == [("source:world_bank@2024", "source:starter@1")]
        [finding] = done.findings
        assert (finding.says, finding.against) == ("world_bank@2024: 110", "starter@1: 100")


def test_another_unit_is_set_aside_and_said():
    rows = [gdp("world_bank@2024", 500e9, 0), gdp("mine@1", 500.0, 1, "LAO", unit="billion USD")]
    done = capabilities.reconcile(ranked(CAPABILITIES, rows))

    assert done.frame["actor"].to_list() == ["THA"]
    assert [f.against for f in done.findings] == ["mine@1: billion USD (1 rows set aside)"]


def test_flows_are_chosen_alike_and_none_goes_to_oneself():
    def arms(dataset, value, order, other="PRK"):
        return {
            "actor": "RUS", "other": other, "year": 2023, "type": "arms", "value": value, "unit": "TIV",
            "why": f"source:{dataset}", "order": order, "dataset": dataset,
        }  # fmt: skip

    done = flows.reconcile(ranked(FLOWS, [arms("b@1", 12.5, 1), arms("a@1", 20.0, 0), arms("a@1", 1.0, 0, "RUS")]))

    assert done.frame.select("other", "value").rows() == [("PRK", 20.0)]
    assert [f.about for f in done.findings] == ["flow value"]


def test_a_session_is_counted_once_though_two_datasets_number_it_differently():
    def vote(dataset, item, session, order, day=None, choice="yes"):
        return {
            "actor": "THA", "item": item, "date": day, "session": session, "choice": choice,
            "why": f"source:{dataset}", "order": order, "dataset": dataset,
        }  # fmt: skip

    rows = [
        vote("un_votes@1", "A/RES/77/1", 77, 0, date(2022, 10, 7)),
        vote("voeten@1", "9001", 77, 1), vote("voeten@1", "8000", 70, 1), vote("voeten@1", "8001", 70, 1),
        vote("un_votes@1", "A/RES/70/9", 70, 0, date(2015, 12, 1)),
        vote("un_votes@1", "A/RES/ES-11/1", 11, 0, date(2022, 3, 2)),
        vote("starter@1", "A/RES/ES-11/1", 11, 9, date(2022, 3, 2), "no"),
        vote("starter@1", "A/RES/ES-11/4", 11, 9, date(2022, 10, 12)),
    ]  # fmt: skip
    given = ranked(CHOICES, rows)
    for frame in (given, given.reverse()):
        done = choices.reconcile(frame)

        assert done.frame["item"].to_list() == ["8000", "8001", "A/RES/77/1", "A/RES/ES-11/1", "A/RES/ES-11/4"]
        says = {t.id: t.says for t in done.traces}
        assert says[done.frame.filter(item="A/RES/77/1")["why"].item()] == "kept un_votes@1 over voeten@1"
        assert says[done.frame.filter(item="8000")["why"].item()] == "kept voeten@1 over un_votes@1"
        assert [f.says for f in done.findings] == ["un_votes@1: yes"]


def test_every_actor_and_forum_is_a_row_with_its_reason():
    frame, traces = actor_table()
    known = {t.id for t in traces}

    assert set(frame["why"]) <= known
    assert frame.filter(actor="RUS").select("cow", "gw", "continues").rows() == [(365, 365, "SUN")]
    assert frame.filter(actor="DEU").select("cow", "gw").rows() == [(255, 260)]
    assert "IGO:NATO" in set(frame["actor"])


def test_a_partner_that_is_nobody_stays_in_the_total_and_is_reported(known):
    given = pl.DataFrame({"actor": ["Russia", "unknown supplier(s)"], "other": ["Thailand"] * 2, "year": [2020, 2020]})

    kept = resolve(given, "name", ["actor", "other"], "year", known, keep=True)
    dropped = resolve(given, "name", ["actor", "other"], "year", known)

    assert ["RUS", "NAME:unknown supplier(s)"] == kept.frame["actor"].to_list()
    assert ["RUS"] == dropped.frame["actor"].to_list()
    assert ["unknown supplier(s)"] == kept.unresolved["code"].to_list()
