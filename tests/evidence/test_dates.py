"""The date grammar: what each form means, and what is no date."""

from __future__ import annotations

import pytest

from trachu.core.dates import valid
from trachu.evidence.dates import dates_in

READ = [
    ("วันที่ 7 สิงหาคม พ.ศ. 2540", "1997-08-07"),
    ("๓ มี.ค. ๒๕๖๐", "2017-03-03"),
    ("3 ต.ค. 59", "2016-10-03"),
    ("เดือนธันวาคม ค.ศ. 1999", "1999-12"),
    ("ปี 2540", "1997"),
    ("ค.ศ. 1815–1830", "1815/1830"),
    ("30 มกราคม – 2 กุมภาพันธ์ 2560", "2017-01-30/2017-02-02"),
    ("ไตรมาสที่ 2 ของปี 2566", "2023-34"),
    ("ครึ่งแรกของปี พ.ศ. 2566", "2023-40"),
    ("ฤดูหนาว ค.ศ. 1941", "1941-24"),
    ("ทศวรรษ 1970", "197X"),
    ("ทศวรรษ 2510", "1967/1976"),
    ("คริสต์ศตวรรษที่ 18", "17XX"),
    ("พุทธศตวรรษที่ 24", "1758/1857"),
    ("ตั้งแต่ปี 2010", "2010/.."),
    ("ก่อนปี 1990", "../1990"),
    ("ภายหลัง พ.ศ. 2500", "1957/.."),
    ("7 August 1997", "1997-08-07"),
    ("August 7th, 1997", "1997-08-07"),
    ("3–5 May 2011", "2011-05-03/2011-05-05"),
    ("between 2003 and 2009", "2003/2009"),
    ("2003–09", "2003/2009"),
    ("the 1970s", "197X"),
    ("Q1 2020", "2020-33"),
    ("the first half of 2019", "2019-40"),
    ("autumn 2008", "2008-23"),
    ("since March 2011", "2011-03/.."),
    ("2011-03-09", "2011-03-09"),
    ("since 1911", "1911/.."),
]


@pytest.mark.parametrize(("text", "edtf"), READ)
def test_form_is_read(text: str, edtf: str) -> None:
    assert [edtf] == [date.edtf for date in dates_in(text)]


@pytest.mark.parametrize(
    "text",
    ["มติ 1874 และ 2375", "ทหาร 2000 นาย", "resolution 2087", "1,950 ตัน", "มาตรา 2015", "it may march on", "32 กันยายน"],
)
def test_number_is_no_date(text: str) -> None:
    assert [] == [date.edtf for date in dates_in(text)]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("ต้นปี 2012", "early"),
        ("ช่วงกลางทศวรรษ 1990", "mid"),
        ("late 2012", "late"),
        ("ตั้งแต่ต้นปี 2012 เป็นต้นมา", "early,since"),
    ],
)
def test_shade_goes_into_the_qualifier(text: str, qualifier: str) -> None:
    assert qualifier == dates_in(text)[0].qualifier


def test_month_takes_the_year_before_it_and_never_invents_one() -> None:
    assert ["2012-05-03", "2012-08"] == [d.edtf for d in dates_in("วันที่ 3 พฤษภาคม 2012 และอีกครั้งในเดือนสิงหาคม")]
    assert ["2001-08"] == [d.edtf for d in dates_in("ในเดือนสิงหาคม", year=2001)]
    assert [] == dates_in("ในเดือนสิงหาคม")


def test_relative_date_needs_another_one() -> None:
    assert ["2012-01", "2011-12"] == [d.edtf for d in dates_in("ในเดือนมกราคม 2012 เขากล่าวว่าเมื่อเดือนที่แล้ว")]
    assert [] == dates_in("เมื่อเดือนที่แล้ว")


@pytest.mark.parametrize("unit", ["วันที่ ", "1", "12 ", "ปี ", "มกราคม ", "2012-", "ตั้งแต่"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    for date in dates_in(unit * 20_000):
        assert valid(date.edtf)


@pytest.mark.parametrize(
    "text",
    [
        "เปรูในเดือนพฤษภาคม ชิลีในเดือนมิถุนายน ในช่วงปี ค.ศ. 2011",
        "Peru in May and Chile in June of 2011",
    ],
)
def test_months_in_a_row_share_the_year_that_closes_it(text: str) -> None:
    assert ["2011-05", "2011-06"] == [date.edtf for date in dates_in(text, year=1990)][:2]
