"""Datasets: the published layouts, and what is said when a file is not in one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from importlib import resources

import polars as pl
import pytest
from dataset_samples import MORE
from hypothesis import given
from hypothesis import strategies as st

import trachu.sources.datasets
from trachu.core import parts
from trachu.core.errors import FormatError
from trachu.core.parts import Part
from trachu.core.tables import table
from trachu.ontology.reference import known
from trachu.sources import tabular
from trachu.sources.datasets.atop import atop
from trachu.sources.datasets.cow_majors import cow_majors
from trachu.sources.datasets.cow_nmc import cow_nmc
from trachu.sources.datasets.sipri_register import sipri_register
from trachu.sources.datasets.un_votes import un_votes
from trachu.sources.datasets.un_votes_voeten import un_votes_voeten
from trachu.sources.datasets.unga_dm import unga_dm
from trachu.sources.datasets.world_bank import world_bank
from trachu.sources.recognising import recognise

parts.load(trachu.sources.datasets)
DATASETS = parts.all_of("dataset")

NMC = (
    b"stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"
    b"THI,800,2021,-9,361,4000,173000,71601,23500,0.0079,2026\n"
    b"THI,800,2022,-9,361,4000,173000,71697,24000,0.0078931926,2026\n"
)
MAJORS = (
    b"stateabb,ccode,styear,stmonth,stday,endyear,endmonth,endday,version\n"
    b"CHN,710,1950,1,1,2016,12,31,2016\nAUH,300,1816,1,1,1918,11,3,2016\n"
)
ATOP_HEADER = b"atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,phase,defense,offense,neutral,nonagg,consul\n"
ATOP = ATOP_HEADER + b"3440,365,1961,7,6,1996,9,10,0,1,0,0,1,0\n3440,731,1961,7,6,1996,9,10,0,1,0,0,1,0\n"
UN = (
    b"undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,title\n"
    b'1,THA,THAILAND,Y,2022-03-02,ES-11,A/RES/ES-11/1,,"Aggression, against Ukraine"\n'
    b"1,IRN,IRAN (ISLAMIC REPUBLIC OF),,2022-03-02,ES-11,A/RES/ES-11/1,,\n"
)
UNGA_DM = (
    b"decision_id,member_state_id,member_state,meeting_date,original_vote,amended_vote,important\n"
    b"101,840,United States,25nov1949,in favor,in favor,\n101,764,Thailand,25nov1949,Abstaining,in favor,\n"
    b"102,764,Thailand,1950-10-07,against,against,important\n102,710,South Africa,1950-10-07,not voting (suspended),,\n"
)
VOETEN = b"rcid,ccode,session,vote\n5313,2,69,3\n5313,800,69,1\n"
BANK = (
    b'\xef\xbb\xbf"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-06-28",\n\n'
    b'"Country Name","Country Code","Indicator Name","Indicator Code","2021","2022",\n'
    b'"Thailand","THA","GDP (current US$)","NY.GDP.MKTP.CD","506255740000","495645200000",\n'
    b'"Euro area","EMU","GDP (current US$)","NY.GDP.MKTP.CD","1","2",\n'
)
SIPRI = (
    b"Trade register\nDeliveries of the years 2023 and 2024\n\nSource: an example, made up\n\n"
    b"SIPRI AT Database ID,Supplier,Recipient,Designation,Delivery year,TIV delivery values\n"
    b"1,Ruritania,Graustark,X-1,2023,12.5\n2,Ruritania,Graustark,X-1,2024,5\n3,Ruritania,Graustark,X-2,2024,0.25\n"
)
STARTER = b"actor,year,indicator,value,unit,sd,cite\nTHA,2022,gdp,495645000000,current USD,,worldbank_wdi\n"
SAMPLES = {
    "atop": ATOP, "cow_majors": MAJORS, "cow_nmc": NMC, "sipri_register": SIPRI, "starter": STARTER, "un_votes": UN,
    "un_votes_voeten": VOETEN, "unga_dm": UNGA_DM, "world_bank": BANK, **MORE,
}  # fmt: skip
EVERY = pytest.mark.parametrize("part", DATASETS, ids=lambda part: part.name)


def has_thai(text: str) -> bool:
    return re.search("[\u0e00-\u0e7f]", text) is not None


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@EVERY
def test_a_part_gives_the_tables_it_declares_and_cites_known_works(part: Part) -> None:
    frames = part.run(SAMPLES[part.name])

    assert [t.name for t in part.gives] == list(frames)
    for name, frame in frames.items():
        assert frame.height
        assert "why" not in frame.columns
        table(name).of(frame)
    assert known(part.cite)
    assert has_thai(part.label.th)


@EVERY
def test_a_published_file_is_recognised_bare_and_in_an_archive(part: Part) -> None:
    raw = SAMPLES[part.name]
    inner = zipped({"codebook.txt": b"See the codebook.", "data.csv": raw})
    nested = zipped({"readme.pdf": b"%PDF-1.4", "inner.zip": inner})

    assert part is recognise(raw, DATASETS)
    assert part is recognise(nested, DATASETS)
    assert frames_equal(part.run(raw), part.run(nested))


@EVERY
def test_semicolons_and_utf16_and_windows_letters_are_read(part: Part) -> None:
    raw = SAMPLES[part.name]

    assert frames_equal(part.run(raw), part.run(raw.decode("utf-8-sig").encode("utf-16")))
    assert frames_equal(part.run(raw), part.run(raw.replace(b"\n", b"\r\n")))


def frames_equal(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> bool:
    return one.keys() == other.keys() and all(one[name].equals(other[name]) for name in one)


@EVERY
@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"  \n",
        b"country,year\nTHA,2022\n",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        zipped({"a.csv": NMC * 50})[:200],
        zipped({"notes.md": b"nothing"}),
        zipped({"[Content_Types].xml": b"<Types/>", "xl/sheet.xml": b"<x/>"}),
    ],
    ids=["empty", "blank", "columns", "binary", "truncated", "no table", "spreadsheet"],
)
def test_bad_files_get_one_sentence_and_the_official_address(part: Part, raw: bytes) -> None:
    with pytest.raises(FormatError) as caught:
        part.run(raw)

    assert "\n" not in caught.value.words.en
    assert has_thai(caught.value.words.th)
    assert part.more["url"] in caught.value.cure.en
    assert part.more["url"] in caught.value.cure.th


@EVERY
def test_a_header_without_rows_is_a_fault(part: Part) -> None:
    raw = SAMPLES[part.name]
    header = next(line for line in raw.splitlines() if part.more["header"][0].encode() in line)

    with pytest.raises(FormatError, match="no rows"):
        part.run(header + b"\n")


@pytest.mark.parametrize(
    ("read", "raw", "says"),
    [
        (cow_nmc, NMC.replace(b",2022,", b",2023,"), "a row of 2023, but .* covers 1816 to 2022"),
        (cow_nmc, NMC.replace(b",2021,", b",1815,"), "1815"),
        (cow_nmc, NMC.replace(b",361,", b",many,"), "Row 1: milper is 'many', not a number"),
        (cow_nmc, NMC.replace(b",2021,", b",2022,"), "two rows for 800, 2022"),
        (
            cow_nmc,
            NMC.splitlines()[0] + b"\nTHI,800,2021,-9,361\nTHI,800",
            "ends in the middle of a row",
        ),
        (cow_nmc, NMC.replace(b",2022,", b",2016,").replace(b",2021,", b",2015,").replace(b",2026", b",2021"), "6.0"),
        (cow_majors, MAJORS.replace(b"2016,12,31,2016", b"2024,12,31,2016"), "a row of 2024, .* 1816 to 2016"),
        (cow_majors, MAJORS.replace(b"2016,12,31,2016", b"2025,12,31,2024"), "a row of 2025, .* 1816 to 2024"),
        (cow_majors, MAJORS.replace(b"ccode,", b"ccode,statenme,").replace(b"10,1", b"10,China,1"), "all states|no "),
        (atop, ATOP.replace(b"1996,9,10", b"2019,9,10"), "2019"),
        (un_votes, UN.replace(b",Y,", b",Z,"), "a vote 'Z'"),
        (un_votes, UN.replace(b"2022-03-02", b"1922-03-02"), "1922"),
        (un_votes_voeten, VOETEN.replace(b",69,3", b",69,5"), "a vote 5"),
        (un_votes_voeten, VOETEN.replace(b",69,", b",80,"), "2025"),
        (unga_dm, UNGA_DM.replace(b"against,against", b"maybe,maybe"), "'maybe' as original_vote"),
        (unga_dm, UNGA_DM.replace(b"25nov1949", b"in 1949"), "'in 1949' as meeting_date"),
        (unga_dm, UNGA_DM.replace(b"1950-10-07", b"2050-10-07"), "2050"),
        (world_bank, BANK.replace(b"NY.GDP.MKTP.CD", b"SL.UEM.TOTL.ZS"), "SL.UEM.TOTL.ZS"),
        (world_bank, BANK.replace(b'"2021"', b'"1959"'), "1959"),
        (sipri_register, SIPRI.replace(b",12.5", b",much"), "'much'"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_doubt_is_loud(read: Callable[[bytes], object], raw: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        read(raw)


def test_a_vote_of_the_general_assembly_is_that_of_the_record_and_a_suspended_member_has_none() -> None:
    frame = unga_dm(UNGA_DM)["choices"]

    assert [("DM:101", "yes"), ("DM:101", "abstain"), ("DM:102", "no")] == frame.select("item", "choice").rows()
    assert ["1949-11-25", "1949-11-25", "1950-10-07"] == frame["date"].cast(pl.String).to_list()


@pytest.mark.parametrize(
    ("day", "session"),
    [("24jan1946", 1), ("14dec1946", 1), ("01sep2022", 76), ("20sep2022", 77), ("30jun2023", 77), ("18may1949", 3)],
)
def test_the_session_of_a_vote_is_that_of_its_day(day: str, session: int) -> None:
    frame = unga_dm(UNGA_DM.replace(b"25nov1949", day.encode()))["choices"]

    assert session == frame["session"][0]


def test_missing_is_no_row_and_never_zero() -> None:
    frame = cow_nmc(NMC)["capabilities"]

    assert "milex" not in frame["indicator"].to_list()
    assert not frame.filter(pl.col("value") <= 0).height
    assert frame.filter(indicator="tpop", year=2022)["value"].to_list() == [71_697_000.0]


def test_nobody_is_a_major_power_after_the_last_day_of_the_list() -> None:
    frames = cow_majors(MAJORS)

    assert frames["ties"]["until"].to_list() == ["2016-12-31"]
    assert max(frames["parties"]["until"].to_list()) == "2016-12-31"


def test_an_alliance_in_force_at_the_end_of_the_data_is_open() -> None:
    frames = atop(ATOP_HEADER + b"5,1,1990,3,,0,0,0,1,1,0,0,0,0\n5,2,1990,3,2,2001,5,,1,1,0,0,0,0\n")

    assert frames["ties"].select("tie", "since", "until").row(0) == ("ATOP:5.1", "1990-03", None)
    assert frames["parties"].select("actor", "since", "until").rows() == [
        ("1", "1990-03", None),
        ("2", "1990-03-02", "2001-05"),
    ]


def test_an_emergency_session_has_no_number_and_silence_is_absence() -> None:
    choices = un_votes(UN)["choices"]

    assert choices["session"].to_list() == [None, None]
    assert choices["choice"].to_list() == ["yes", "absent"]


def test_two_records_under_one_symbol_stay_two_items() -> None:
    twice = UN + b"2,THA,THAILAND,N,2022-03-02,ES-11,A/RES/ES-11/1,,\n"

    assert un_votes(twice)["choices"]["item"].to_list() == [
        "A/RES/ES-11/1 (1)",
        "A/RES/ES-11/1 (1)",
        "A/RES/ES-11/1 (2)",
    ]


def test_sums_of_states_are_not_states() -> None:
    assert world_bank(BANK)["capabilities"]["actor"].unique().to_list() == ["THA"]


def test_deliveries_of_one_year_are_added_up() -> None:
    assert sipri_register(SIPRI)["flows"].select("year", "value").rows() == [(2023, 12.5), (2024, 5.25)]


def test_old_western_letters_are_read() -> None:
    raw = SIPRI.decode().replace("Graustark", "Côte d'Azur").encode("cp1252")

    assert sipri_register(raw)["flows"]["other"].unique().to_list() == ["Côte d'Azur"]


@pytest.mark.parametrize(
    "raw",
    [zipped({"a.csv": NMC * 50})[:200], zipped({"[Content_Types].xml": b"<Types/>"}), b"\x89PNG\0"],
    ids=["truncated", "spreadsheet", "binary"],
)
def test_a_file_that_nobody_can_read_gets_a_cure_without_an_address(raw: bytes) -> None:
    with pytest.raises(FormatError) as caught:
        recognise(raw, DATASETS)

    assert caught.value.cure.en == "Download it again, as CSV, and check that it opens."


@given(st.binary(max_size=400))
def test_no_bytes_whatever_are_read_as_a_dataset(raw: bytes) -> None:
    try:
        assert recognise(raw, DATASETS) is None
    except FormatError as error:
        assert has_thai(error.words.th)


def test_the_bundled_starter_tables_are_read_by_their_parts() -> None:
    samples = resources.files("trachu").joinpath("bench", "samples")
    votes = samples.joinpath("starter_votes.csv").read_bytes()
    figures = samples.joinpath("starter.csv").read_bytes()
    part = recognise(figures, DATASETS)

    assert part is not None
    assert part.name == "starter"
    assert recognise(votes, DATASETS) is parts.find("dataset", "un_votes")
    assert known(sorted(set(tabular.sheet(figures, ("cite",), url="")["cite"])))
    capabilities = part.run(figures)["capabilities"]
    assert set(capabilities["indicator"]) == {"cinc", "gdp", "milex", "pop"}
    assert capabilities.filter(pl.col("value") <= 0).height == 0
    assert un_votes(votes)["choices"].filter(actor="THA", item="A/RES/ES-11/4")["choice"].to_list() == ["abstain"]
