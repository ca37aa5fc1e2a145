"""Reference lines of every kind of work, for both readers, from one record."""

from __future__ import annotations

import pytest

from trachu.core.references import entry, in_text, ordered
from trachu.core.words import Lang
from trachu.core.writing import Run
from trachu.ontology.reference import inline

CHAPTER = (
    "@incollection{c, author={Singer, J. David and Bremer, Stuart}, title={Capability}, booktitle={Peace, war}, "
    "editor={Russett, Bruce and Ray, Ann B.}, pages={19--48}, publisher={Sage}, year=1972}"
)
THAI_CHAPTER = (
    "@incollection{tc, author={ชื่อหนึ่ง สกุลหนึ่ง}, title={บทตัวอย่าง}, booktitle={หนังสือรวมบท}, "
    "editor={ชื่อสอง สกุลสอง}, pages={1--20}, publisher={สำนักพิมพ์ตัวอย่าง}, year={2560}, language={th}}"
)
THESIS = "@phdthesis{p, author={Jones, Mary}, title={On poles}, school={A University}, year=2001, url={https://example.org/1}}"
THAI_THESIS = (
    "@mastersthesis{m, author={ชื่อหนึ่ง สกุลหนึ่ง}, title={ดุลอำนาจ}, school={มหาวิทยาลัยตัวอย่าง}, year={2555}, "
    "language={th}, author_en={Chuenueng Sakunnueng}, title_en={The balance of power}, school_en={A Thai University}}"
)
REPORT = "@techreport{r, author={{A Bank}}, title={Growth}, number=12, institution={A Bank}, year=2020}"
WEB = (
    "@online{w, author={{A Body}}, title={A page}, url={https://example.org}, urldate={2024-06-19}, date={2024-05-02}}"
)
THAI_WEB = (
    "@online{tw, author={{หน่วยงานตัวอย่าง}}, title={หน้าเว็บ}, url={https://example.org/t}, urldate={2024-06-19}, "
    "date={2024-05-02}, language={th}}"
)
THAI_BARE = "@online{tb, author={{หน่วยงานตัวอย่าง}}, title={หน้าเว็บ}, url={https://example.org/t}, language={th}}"
DATA = "@dataset{d, author={{A Project}}, title={Numbers}, version={7.0}, url={https://example.org/d}, year=2021}"
THAI_ARTICLE = (
    "@article{ta, author={ชื่อหนึ่ง สกุลหนึ่ง and ชื่อสอง สกุลสอง}, title={ชื่อบทความ}, journal={วารสารตัวอย่าง}, volume=3, "
    "number=2, pages={10--25}, year=2560, language={th}, author_en={Sakunnueng, Chuenueng and Sakunsong, Chuesong}, "
    "title_en={Name of an article}, journal_en={A Thai Journal}}"
)
EDITION = "@book{e, author={Waltz, Kenneth N.}, title={Man}, edition={2nd}, publisher={Columbia}, year=2001}"


@pytest.mark.parametrize(
    ("work", "lang", "expected"),
    [
        (CHAPTER, "en", "Singer, J. D., & Bremer, S. (1972). Capability. In B. Russett & A. B. Ray (Eds.), Peace, war "
                        "(pp. 19–48). Sage."),
        (THAI_CHAPTER, "th", "ชื่อหนึ่ง สกุลหนึ่ง. (2560). บทตัวอย่าง. ใน ชื่อสอง สกุลสอง (บ.ก.), หนังสือรวมบท (น. 1–20). "
                             "สำนักพิมพ์ตัวอย่าง."),
        (THESIS, "en", "Jones, M. (2001). On poles [Doctoral dissertation, A University]. https://example.org/1"),
        (THAI_THESIS, "th", "ชื่อหนึ่ง สกุลหนึ่ง. (2555). ดุลอำนาจ [วิทยานิพนธ์ปริญญามหาบัณฑิต, มหาวิทยาลัยตัวอย่าง]."),
        (THAI_THESIS, "en", "Sakunnueng, C. (2012). The balance of power [Master's thesis, A Thai University]. "
                            "(in Thai)"),
        (REPORT, "en", "A Bank. (2020). Growth (Report No. 12)."),
        (WEB, "en", "A Body. (2024, May 2). A page. Retrieved June 19, 2024, from https://example.org"),
        (THAI_WEB, "th", "หน่วยงานตัวอย่าง. (2567, 2 พฤษภาคม). หน้าเว็บ. สืบค้นเมื่อ 19 มิถุนายน 2567, จาก https://example.org/t"),
        (THAI_BARE, "th", "หน่วยงานตัวอย่าง. (ม.ป.ป.). หน้าเว็บ. สืบค้นจาก https://example.org/t"),
        (DATA, "en", "A Project. (2021). Numbers (Version 7.0) [Data set]. https://example.org/d"),
        (THAI_ARTICLE, "th", "ชื่อหนึ่ง สกุลหนึ่ง และชื่อสอง สกุลสอง. (2560). ชื่อบทความ. วารสารตัวอย่าง, 3(2), 10–25."),
        (THAI_ARTICLE, "en", "Sakunnueng, C., & Sakunsong, C. (2017). Name of an article. A Thai Journal, 3(2), 10–25. "
                             "(in Thai)"),
        (EDITION, "en", "Waltz, K. N. (2001). Man (2nd ed.). Columbia."),
    ],
)  # fmt: skip
def test_lines(work: str, lang: Lang, expected: str) -> None:
    assert expected == entry(inline(work)).say(lang)


def test_citations_in_the_text_follow_the_reader() -> None:
    work = inline(THAI_ARTICLE)

    assert "(ชื่อหนึ่ง สกุลหนึ่ง และชื่อสอง สกุลสอง, 2560)" == in_text(work, "th")
    assert "(Sakunnueng & Sakunsong, 2017)" == in_text(work, "en")


def test_titles_of_books_and_journals_lean() -> None:
    def leaning(work: str) -> list[Run]:
        return [run for run in entry(inline(work)).en if run.italic]

    assert [Run("Man", True)] == leaning(EDITION)
    assert [Run("A Thai Journal", True), Run("3", True)] == leaning(THAI_ARTICLE)
    assert [Run("Peace, war", True)] == leaning(CHAPTER)


def test_order_of_the_lists() -> None:
    works = [entry(inline(work)) for work in (WEB, THAI_WEB, EDITION, THAI_ARTICLE, THAI_CHAPTER)]
    thai = [one.say("th").split(".")[0] for one in ordered(works, "th")]
    english = [one.say("en").split(" ")[0] for one in ordered(works, "en")]

    assert ["ชื่อหนึ่ง สกุลหนึ่ง", "ชื่อหนึ่ง สกุลหนึ่ง และชื่อสอง สกุลสอง", "หน่วยงานตัวอย่าง", "A Body", "Waltz, K"] == thai
    assert ["A", "Sakunnueng,", "Waltz,", "ชื่อหนึ่ง", "หน่วยงานตัวอย่าง."] == english
