from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CHOICES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1946, 2024)  # sessions 1 to 78; the last of them ends in September 2024
URL = "https://doi.org/10.7910/DVN/LEJUQZ"
HEADER = ("rcid", "ccode", "session", "vote")
FOUNDED = 1945  # session 1 opened in January 1946, session n in the September of 1945 + n
CHOICE = {1.0: "yes", 2.0: "abstain", 3.0: "no", 8.0: "absent"}
NOT_MEMBER = 9


@dataset(
    name="un_votes_voeten",
    version="sessions 1-78",
    gives=(CHOICES,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="UN General Assembly votes (Voeten)", th="การลงคะแนนเสียงในสมัชชาใหญ่สหประชาชาติ (ชุดข้อมูล Voeten)"),
    url=URL,
    licence="Harvard Dataverse, CC0; cite the authors.",
    tier="B",
    cite=("voeten2009votes", "bailey2017estimating"),
)
def un_votes_voeten(raw: bytes) -> Frames:
    r"""Read UNVotes.csv of United Nations General Assembly Voting Data, a row per roll call and state.

    Roll calls on paragraphs and amendments are in it, so items are roll calls, not resolutions.
    A state that was not a member at the time made no choice and has no row.

    >>> frames = un_votes_voeten(
    ...     b"rcid,ccode,session,vote,date\n"
    ...     b"77063,800,77,2,2022-12-15\n77063,710,77,3,2022-12-15\n77063,341,77,9,2022-12-15\n"
    ... )
    >>> frames["choices"].select("actor", "item", "session", "choice").rows()
    [('800', 'RCID:77063', 77, 'abstain'), ('710', 'RCID:77063', 77, 'no')]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL, more=("date",)), HEADER, url=URL)
    if "date" not in cells.columns:
        cells = cells.with_columns(pl.lit(None, dtype=pl.String).alias("date"))
    votes = tabular.numbers(cells, ("session", "vote"), url=URL)
    votes = tabular.inside(votes.with_columns(year=pl.col("session") + FOUNDED), YEARS, url=URL)
    members = votes.filter(pl.col("vote") != NOT_MEMBER)
    unread = members.filter(~pl.col("vote").is_in(list(CHOICE)))
    if unread.height:
        vote = f"{unread['vote'][0]:g}"
        raise tabular.fault(
            f"The file has a vote {vote}; votes are 1, 2, 3, 8 or 9.",
            f"แฟ้มมีคะแนนเสียง {vote} แต่คะแนนเสียงต้องเป็น 1, 2, 3, 8 หรือ 9",
            URL,
        )
    rows = members.select(
        actor="ccode",
        item=pl.lit("RCID:") + pl.col("rcid").str.strip_suffix(".0"),
        date=pl.col("date").str.to_date("%Y-%m-%d", strict=False),
        session=pl.col("session").cast(pl.Int64),
        choice=pl.col("vote").replace_strict(CHOICE, return_dtype=pl.String),
    )
    return {"choices": tabular.lay(CHOICES, rows, url=URL)}
