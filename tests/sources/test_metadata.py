"""Records of reference managers are read into what a source can say of itself."""

from __future__ import annotations

import pytest

from trachu.core.errors import FormatError
from trachu.sources.metadata import edtf, read_bibtex, read_csl

ZOTERO = r"""@article{a2018, title = {เรื่อง{หนึ่ง}}, author = {ชื่อหนึ่ง สกุลหนึ่ง and {United Nations}}, year = {2561},
  month = jul, journal = {วารสารตัวอย่าง}, langid = {thai}, url = {https://example.org/a},
  file = {Full Text PDF:/home/x/storage/AB12/one.pdf:application/pdf;Snapshot:C\:\\x\\two.html:text/html}}
@misc{empty}"""


def test_bibtex_of_a_reference_manager():
    one, empty = read_bibtex(ZOTERO)

    assert ("one.pdf", "two.html") == one.files
    assert {
        "title": "เรื่องหนึ่ง", "authors": "ชื่อหนึ่ง สกุลหนึ่ง and {United Nations}", "publisher": "วารสารตัวอย่าง",
        "published": "2018-07", "url": "https://example.org/a", "lang": "th",
    } == one.about  # fmt: skip
    assert {} == empty.about


def test_csl_in_both_of_its_shapes():
    assert [{}] == [one.about for one in read_csl('{"items": [{"id": 3}]}')]
    assert "2024-01" == read_csl('[{"issued": {"date-parts": [["2024", 1]]}}]')[0].about["published"]


@pytest.mark.parametrize("text", ["{", "3", '["a"]', '{"references": []}', ""])
def test_what_is_no_csl_is_refused(text):
    with pytest.raises(FormatError, match="not CSL-JSON"):
        read_csl(text)


@pytest.mark.parametrize(
    ("written", "month", "expected"),
    [
        ("2022", "", "2022"), ("2022", "12", "2022-12"), ("2022/3/4", "", "2022-03-04"), ("2561", "", "2018"),
        ("in press", "", ""), ("2022", "{may}", "2022-05"), ("2022", "spring", "2022"),
    ],
)  # fmt: skip
def test_dates_are_no_more_precise_than_they_are(written, month, expected):
    assert expected == edtf(written, month)
