from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from trachu.core.dates import bounds, say_date, valid, year_of

FORMS = [
    "2024", "2024-06", "2024-02", "2023-02", "2024-06-19", "198X", "20XX", "2022/2024", "2024-06-19/2024-07-01",
    "1815/1914", "2023-XX", "195X/196X",
]  # fmt: skip


def strict(edtf: str) -> tuple[date, date]:
    """What the edtf library says, independent software."""
    found = parse_edtf(edtf)
    low, high = found.lower_strict(), found.upper_strict()
    return date(low.tm_year, low.tm_mon, low.tm_mday), date(high.tm_year, high.tm_mon, high.tm_mday)


@pytest.mark.parametrize("form", FORMS)
def test_bounds_agree_with_the_edtf_library(form: str) -> None:
    assert strict(form) == bounds(form)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_its_own_bound(day: date) -> None:
    assert (day, day) == bounds(day.isoformat())
    assert day.year == year_of(day.isoformat())


@pytest.mark.parametrize(
    ("form", "low", "high"),
    [
        ("2023-36", date(2023, 10, 1), date(2023, 12, 31)),
        ("2024-41", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-33", date(2024, 1, 1), date(2024, 3, 31)),
        ("2022/..", date(2022, 1, 1), None),
        ("../1996", None, date(1996, 12, 31)),
        ("2022?", date(2022, 1, 1), date(2022, 12, 31)),
    ],
)
def test_quarters_halves_and_open_ends(form: str, low: date | None, high: date | None) -> None:
    assert (low, high) == bounds(form)


@pytest.mark.parametrize("form", ["", "2024-13", "2024-02-30", "19 June", "2567-00", "2024/2022", "..", "XXXX"])
def test_what_is_no_date(form: str) -> None:
    assert not valid(form)


@pytest.mark.parametrize(
    ("form", "en", "th"),
    [
        ("2024-06-19", "19 June 2024", "19 มิถุนายน 2567"),
        ("2024", "2024", "พ.ศ. 2567"),
        ("2023-36", "October–December 2023", "ตุลาคม–ธันวาคม 2566"),
        ("198X", "the 1980s", "ทศวรรษ 1980 (ค.ศ.)"),
        ("20XX", "the 2000s", "คริสต์ศตวรรษที่ 21"),
        ("2022/2024", "2022–2024", "พ.ศ. 2565–พ.ศ. 2567"),
        ("2022/..", "since 2022", "ตั้งแต่ พ.ศ. 2565"),
        ("../1996", "until 1996", "ถึง พ.ศ. 2539"),
    ],
)
def test_dates_for_readers(form: str, en: str, th: str) -> None:
    assert (en, th) == (say_date(form, "en"), say_date(form, "th"))
