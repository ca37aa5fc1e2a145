"""More datasets: what becomes of missing values, of several rows for one pair, and of the edges of the years."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from dataset_samples import MORE

from trachu.core.errors import FormatError
from trachu.core.tables import Frames
from trachu.sources.datasets.capitals import capitals
from trachu.sources.datasets.cow_contiguity import cow_contiguity
from trachu.sources.datasets.cow_igo import cow_igo
from trachu.sources.datasets.cow_mid import cow_mid
from trachu.sources.datasets.cow_states import cow_states
from trachu.sources.datasets.cow_trade import cow_trade
from trachu.sources.datasets.cow_wars import cow_wars
from trachu.sources.datasets.eto_semiconductors import eto_semiconductors
from trachu.sources.datasets.gml_mid import gml_mid
from trachu.sources.datasets.gsdb import gsdb
from trachu.sources.datasets.gsdb_dyadic import gsdb_dyadic
from trachu.sources.datasets.gw_states import gw_states
from trachu.sources.datasets.maddison import maddison
from trachu.sources.datasets.nuclear_status import nuclear_status
from trachu.sources.datasets.power_projection import power_projection
from trachu.sources.datasets.sipri_milex import sipri_milex
from trachu.sources.datasets.ucdp_acd import ucdp_acd
from trachu.sources.datasets.un_votes import un_votes
from trachu.sources.datasets.us_troops import us_troops
from trachu.sources.datasets.vdem import vdem

PAIR = ("actor", "other", "year", "value")


def flows(frames: Frames, *types: str) -> list[tuple[object, ...]]:
    frame = frames["flows"]
    kept = frame.filter(frame["type"].is_in(types)) if types else frame
    return sorted(kept.select(PAIR).rows())


def capabilities(frames: Frames) -> list[tuple[object, ...]]:
    return frames["capabilities"].select("actor", "year", "indicator", "value").rows()


@pytest.mark.parametrize(
    ("read", "name", "old", "new", "says"),
    [
        (cow_states, "cow_states", "2024,12,31,2024", "2025,12,31,2024", "a row of 2025, .* 1816 to 2024"),
        (cow_states, "cow_states", "1887,5,1", "1815,5,1", "a row of 1815"),
        (gw_states, "gw_states", "2020-12-31", "2021-12-31", "2021"),
        (gw_states, "gw_states", "1816-01-01", "1.1.1816", "not a date"),
        (capitals, "capitals", "2024-12-31", "2025-12-31", "2025"),
        (cow_contiguity, "cow_contiguity", "201612", "201712", "2017"),
        (cow_mid, "cow_mid", ",1903,", ",2015,", "2015"),
        (cow_mid, "cow_mid", ",17,4,", ",17,x,", "'x', not a number"),
        (gml_mid, "gml_mid", ",1902,", ",2011,", "2011"),
        (cow_wars, "cow_wars", ",1824,", ",2008,", "2008"),
        (ucdp_acd, "ucdp_acd", ",2012,", ",2026,", "2026"),
        (cow_igo, "cow_igo", "800,2014,", "800,2015,", "2015"),
        (cow_igo, "cow_igo", "0,1,3", "0,7,3", "UN has a membership 7"),
        (cow_trade, "cow_trade", ",1951,", ",2015,", "2015"),
        (maddison, "maddison", ",1950,", ",2023,", "2023"),
        (vdem, "vdem", ",1989,", ",2025,", "2025"),
        (gsdb, "gsdb", ",2007,2007,", ",2007,2024,", "2024"),
        (us_troops, "us_troops", ",1968,", ",1949,", "1949"),
        (nuclear_status, "nuclear_status", "1998,3", "1998,4", "a status 4"),
        (power_projection, "power_projection", "1950,", "2019,", "2019"),
        (eto_semiconductors, "eto_semiconductors", "61%", "most", "'most'"),
    ],
)
def test_doubt_is_loud(read: Callable[[bytes], object], name: str, old: str, new: str, says: str) -> None:
    raw = MORE[name]

    assert old.encode() in raw
    with pytest.raises(FormatError, match=says):
        read(raw.replace(old.encode(), new.encode()))


@pytest.mark.parametrize("read", [cow_states, gw_states], ids=["cow", "gw"])
def test_a_list_of_states_says_nothing_after_its_last_day(read: Callable[[bytes], Frames]) -> None:
    frames = read(MORE[read.__name__])

    assert frames["ties"]["until"].to_list() == [frames["parties"]["until"].max()]
    assert frames["parties"]["until"].null_count() == 0


def test_contiguity_goes_both_ways_and_stops_with_the_data() -> None:
    found = flows(cow_contiguity(MORE["cow_contiguity"]))

    assert {row[2] for row in found} == {2015, 2016}
    assert [row for row in found if row[0] == "812"] == [("812", "800", 2015, 1.0), ("812", "800", 2016, 1.0)]
    assert ("830", "800", 2016, 5.0) in found


def test_the_closest_kind_of_a_year_is_taken() -> None:
    raw = MORE["cow_contiguity"] + b"800812,800,THI,812,LAO,4,201501,201511,,3.2\n"

    assert ("800", "812", 2015, 1.0) in flows(cow_contiguity(raw))


def test_disputes_need_opposite_sides_and_common_days() -> None:
    found = flows(cow_mid(MORE["cow_mid"]))

    assert ("1", "2", 1902, 3.0) in found
    assert ("1", "2", 1903, 4.0) in found
    assert not [row for row in found if {"2", "3"} == {row[0], row[1]}]
    assert not [row for row in found if {"1", "3"} == {row[0], row[1]}]
    assert ("2", "1", 1903, 1.0) in found


def test_two_disputes_of_a_pair_in_a_year_are_one_row() -> None:
    found = gml_mid(MORE["gml_mid"])

    assert flows(found, "mid_gml") == [("2", "200", 1902, 4.0)]
    assert flows(found, "mid_gml_onset") == [("2", "200", 1902, 2.0), ("200", "2", 1902, 1.0)]
    assert flows(found, "mid_gml_fatality") == [("2", "200", 1902, 0.0)]


def test_wars_count_each_spell_of_fighting_and_one_that_went_on() -> None:
    found = flows(cow_wars(MORE["cow_wars"]))

    assert [row for row in found if row[:2] == ("1", "2")] == [
        ("1", "2", 1823, 1.0), ("1", "2", 2005, 1.0), ("1", "2", 2006, 1.0), ("1", "2", 2007, 1.0),
    ]  # fmt: skip
    assert not [row for row in found if "3" in row]


def test_conflicts_between_states_are_pairs_and_one_row_a_year_within() -> None:
    frames = ucdp_acd(MORE["ucdp_acd"])

    assert flows(frames) == [
        ("200", "645", 2003, 2.0), ("645", "200", 2003, 2.0), ("645", "900", 2003, 2.0), ("900", "645", 2003, 2.0),
    ]  # fmt: skip
    assert capabilities(frames) == [("800", 2012, "internal_conflict", 2.0)]


def test_an_unknown_year_and_a_change_of_kind_break_a_membership() -> None:
    parties = cow_igo(MORE["cow_igo"])["parties"]

    assert sorted(parties.select("record", "role", "since", "until").rows()) == [
        ("COWIGO:UN", "member", "2011", "2011"),
        ("COWIGO:UN", "member", "2013", "2014"),
        ("COWIGO:WASSEN", "member", "2014", "2014"),
        ("COWIGO:WASSEN", "observer", "2012", "2013"),
    ]


def test_imports_are_turned_to_exports_and_missing_is_no_row_but_zero_is_one() -> None:
    assert flows(cow_trade(MORE["cow_trade"])) == [
        ("2", "800", 1951, 1.25), ("800", "2", 1950, 75.5), ("800", "2", 1951, 0.0),
    ]  # fmt: skip


def test_gdp_is_known_only_where_both_its_factors_are() -> None:
    found = capabilities(maddison(MORE["maddison"]))

    assert [row[1:] for row in found if row[2] == "gdp_maddison"] == [(1950, "gdp_maddison", 16e9)]
    assert (("THA", 1870, "pop_maddison", 5_775_000.0)) in found


def test_west_germany_has_a_number_of_its_own_while_germany_was_divided() -> None:
    democracy = capabilities(vdem(MORE["vdem"]))
    troops = flows(us_troops(MORE["us_troops"]))

    assert {row[0] for row in democracy if row[1] == 1989} == {"260"}
    assert {row[0] for row in democracy if row[1] == 1990} == {"255"}
    assert troops == [("2", "260", 1968, 205_000.0), ("2", "800", 1968, 47_000.0)]


def test_every_sender_and_target_of_a_case_is_a_pair() -> None:
    frames = gsdb(MORE["gsdb"])

    assert flows(frames, "sanction") == [
        ("Graustark", "North Korea", 2006, 1.0), ("Graustark", "North Korea", 2007, 1.0),
        ("Ruritania", "North Korea", 2006, 1.0), ("Ruritania", "North Korea", 2007, 2.0),
    ]  # fmt: skip
    assert flows(frames, "sanction:arms")[-1] == ("Ruritania", "North Korea", 2007, 1.0)
    assert flows(frames, "sanction:travel") == []


def test_no_power_is_projected_by_a_state_that_is_not() -> None:
    found = capabilities(power_projection(MORE["power_projection"]))

    assert [row[1] for row in found if row[0] == "300"] == [1918]
    assert [row[1] for row in found if row[0] == "255"] == [1918]
    assert ("365", 1950, "power_projection", 0.0) in found


def test_open_and_negligible_shares_have_no_row() -> None:
    assert capabilities(eto_semiconductors(MORE["eto_semiconductors"])) == [
        ("USA", 2019, "semiconductors/Design", 0.61),
        ("MYS", 2019, "semiconductors/Packaging", 0.02),
    ]


def test_the_capital_of_a_year_is_that_of_its_last_day() -> None:
    latitudes = [row for row in capabilities(capitals(MORE["capitals"])) if row[2] == "capital_latitude"]

    assert [row[3] for row in latitudes[:3]] == [16.8, 19.75, 19.75]


MILEX = (
    "Military expenditure by country, in constant (2023) US$ m., 1949-2024 © SIPRI 2025\r\n"
    "Figures in blue are SIPRI estimates.\r\n"
    '". ." = data unavailable. "xxx" = country did not exist\r\n\r\n'
    "Country,,Notes,2000,2001,2002,2003\r\n"
    "Africa,,,,,,\r\n"
    'Thailand,,,"1,234.5",. .,[12.5],xxx\r\n'
    "Côte d'Ivoire,,§,3.5,...,,NaN\r\n"
    ",,,,,,\r\n"
    "Footnote: all figures are estimates,,,,,,\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_spending_with_its_notes_brackets_and_grouped_digits(encoding: str) -> None:
    found = sipri_milex(MILEX.encode(encoding))["capabilities"]

    assert sorted(found.select("actor", "year", "value").rows()) == [
        ("Côte d'Ivoire", 2000, 3.5e6), ("Thailand", 2000, 1_234.5e6), ("Thailand", 2002, 12.5e6),
    ]  # fmt: skip


def test_codes_that_a_spreadsheet_made_decimal_are_the_same_codes() -> None:
    raw = MORE["ucdp_acd"]
    decimal = raw.replace(b',"900, 200",,645', b',"900.0, 200.0",,645.0').replace(b",800,,", b",800.0,,")

    assert raw != decimal
    assert flows(ucdp_acd(raw)) == flows(ucdp_acd(decimal))
    assert sorted(capabilities(ucdp_acd(raw))) == sorted(capabilities(ucdp_acd(decimal)))


def test_a_member_without_a_code_is_not_lost_nor_are_votes_in_small_letters() -> None:
    votes = un_votes(
        b"undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,"
        b"subjects,vote_note,total_yes\n"
        b'1,,ZAIRE,y,1990-11-20,45,A/RES/45/1,,,,"A title, with a comma",,,,120.0\n1,THA,THAILAND,,1990-11-20,45,'
        b"A/RES/45/1,,,,x,,,,120.0\n,,,,,,,,,,,,,,\n"
    )["choices"]

    assert votes.select("actor", "choice").rows() == [("ZAIRE", "yes"), ("THA", "absent")]


def test_infinite_numbers_are_no_numbers() -> None:
    with pytest.raises(FormatError, match="'inf', not a number"):
        cow_trade(MORE["cow_trade"].replace(b",75.5,-9,75.5", b",inf,-9,75.5"))


def test_sanctions_of_pairs_are_counted_by_case() -> None:
    found = gsdb_dyadic(MORE["gsdb_dyadic"])

    assert flows(found, "sanction") == [("THA", "LAO", 2006, 2.0)]
    assert flows(found, "sanction:arms") == [("THA", "LAO", 2006, 1.0)]
