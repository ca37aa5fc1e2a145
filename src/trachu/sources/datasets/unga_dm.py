from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CHOICES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1946, 2023)  # regular sessions 1 to 77; the last of them ends in September 2023
URL = "https://unvotes.unige.ch/"
HEADER = ("decision_id", "member_state", "meeting_date", "original_vote")
FOUNDED = 1945
SUSPENDED = "not voting (suspended)"
CHOICE = {"in favor": "yes", "against": "no", "abstaining": "abstain", "not voting": "absent"}
DAYS = ("%d%b%Y", "%Y-%m-%d")  # 25nov1949 in the extract, 1949-11-25 in the database


@dataset(
    name="unga_dm",
    version="RS 1-77",
    gives=(CHOICES,),
    years=YEARS,
    header=HEADER,
    codes="name",
    label=Words(
        en="Decision-making in the UN General Assembly (UNGA-DM)", th="การตัดสินใจในสมัชชาใหญ่สหประชาชาติ (UNGA-DM)"
    ),
    url=URL,
    licence="CC BY 4.0 (University of Geneva); cite the authors.",
    tier="B",
    cite=("fjelstul2025decision",),
)
def unga_dm(raw: bytes) -> Frames:
    r"""Read All_Votes of UNGA-DM, a row per recorded vote and member; a decision is an item.

    Decisions on paragraphs, amendments and motions are in it, and drafts that were not adopted. The vote is that of the
    record (`original_vote`), not what a member said afterwards that it had meant. A member whose vote is suspended
    made no choice and has no row. The extract does not number sessions: session n is taken to begin on 10 September
    1945 + n, before which none of them opened; the first began in January 1946.

    >>> frames = unga_dm(
    ...     b"decision_id,member_state,meeting_date,original_vote\n"
    ...     b"77001,Thailand,14nov2022,abstaining\n77001,Venezuela,14nov2022,not voting (suspended)\n"
    ... )
    >>> frames["choices"].select("actor", "item", "session", "choice").rows()
    [('Thailand', 'DM:77001', 77, 'abstain')]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), HEADER, url=URL)
    day = pl.coalesce(pl.col("meeting_date").str.to_date(form, strict=False) for form in DAYS)
    voted = cells.with_columns(
        day.alias("_day"), pl.col("original_vote").str.strip_chars().str.to_lowercase().alias("vote")
    ).filter(pl.col("vote") != SUSPENDED)
    _refuse(voted.filter(pl.col("_day").is_null()), "meeting_date", "25nov1949")
    _refuse(voted.filter(~pl.col("vote").is_in(list(CHOICE))), "original_vote", ", ".join(CHOICE))
    within = tabular.inside(voted.with_columns(year=pl.col("_day").dt.year()), YEARS, url=URL)
    rows = within.select(
        actor="member_state",
        item=pl.lit("DM:") + pl.col("decision_id").str.strip_suffix(".0"),
        date=pl.col("_day"),
        session=_session(pl.col("_day")),
        choice=pl.col("vote").replace_strict(CHOICE, return_dtype=pl.String),
    )
    return {"choices": tabular.lay(CHOICES, rows, url=URL)}


def _session(day: pl.Expr) -> pl.Expr:
    opened = (day.dt.month() > 9) | ((day.dt.month() == 9) & (day.dt.day() >= 10))
    return (day.dt.year() - FOUNDED - (~opened).cast(pl.Int32)).clip(lower_bound=1).cast(pl.Int64)


def _refuse(wrong: pl.DataFrame, column: str, known: str) -> None:
    if wrong.height:
        found = wrong[column][0]
        raise tabular.fault(
            f"The file has {found!r} as {column}, which should read like {known}.",
            f"แฟ้มมี {found!r} ในคอลัมน์ {column} ซึ่งควรเป็นอย่าง {known}",
            URL,
        )
