from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CHOICES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1946, 2026)
URL = "https://digitallibrary.un.org/record/4060887"
HEADER = ("undl_id", "ms_code", "ms_name", "ms_vote", "date", "session", "resolution")
CHOICE = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent"}


@dataset(
    name="un_votes",
    version="UN Digital Library",
    gives=(CHOICES,),
    years=YEARS,
    header=HEADER,
    codes="iso3",
    label=Words(
        en="UN General Assembly votes (UN Digital Library)",
        th="การลงคะแนนเสียงในสมัชชาใหญ่สหประชาชาติ (หอสมุดดิจิทัลสหประชาชาติ)",
    ),
    url=URL,
    licence="Copyright United Nations; non-commercial use with attribution.",
    tier="B",
    cite=("undl_ga_voting",),
)
def un_votes(raw: bytes) -> Frames:
    r"""Read the General Assembly voting file of the UN Digital Library, a row per member and resolution.

    Emergency special sessions (ES-11) are in the file; they have no number among the regular ones,
    so their `session` is empty. An empty vote counts as absent, as the library says. A member without a
    code goes by its name, which the facts resolve or say that nobody has.

    >>> frames = un_votes(
    ...     b"undl_id,ms_code,ms_name,ms_vote,date,session,resolution\n"
    ...     b"3959039,THA,THAILAND,Y,2022-03-02,ES-11,A/RES/ES-11/1\n"
    ...     b"3959039,CHN,CHINA,A,2022-03-02,ES-11,A/RES/ES-11/1\n"
    ... )
    >>> frames["choices"].select("actor", "item", "choice").rows()
    [('THA', 'A/RES/ES-11/1', 'yes'), ('CHN', 'A/RES/ES-11/1', 'abstain')]
    """
    cells = tabular.sheet(raw, HEADER, url=URL).with_columns(
        pl.coalesce("ms_code", "ms_name").alias("ms_code"),
        pl.col("date").str.slice(0, 4).alias("year"),
        pl.col("ms_vote").str.to_uppercase().fill_null("X"),
    )
    cells = tabular.required(cells, ("ms_code", "date", "session"), url=URL)
    cells = tabular.inside(tabular.numbers(cells, ("year",), url=URL), YEARS, url=URL)
    rows = cells.select(
        actor="ms_code",
        item=_item(),
        date=pl.col("date").str.to_date("%Y-%m-%d", strict=False),
        session=pl.col("session").cast(pl.Int64, strict=False),
        choice=pl.col("ms_vote").replace_strict(CHOICE, default=None),
    )
    unread = cells.filter(rows["choice"].is_null())
    if unread.height:
        vote = unread["ms_vote"][0]
        raise tabular.fault(
            f"The file has a vote {vote!r}; votes are Y, N, A or X.",
            f"แฟ้มมีคะแนนเสียง {vote!r} แต่คะแนนเสียงต้องเป็น Y, N, A หรือ X",
            URL,
        )
    return {"choices": tabular.lay(CHOICES, rows.unique(maintain_order=True), url=URL)}


def _item() -> pl.Expr:
    """Name the resolution by its symbol; two records under one symbol go by their numbers as well."""
    records = pl.col("undl_id").n_unique().over("resolution")
    both = pl.format("{} ({})", "resolution", "undl_id")
    return pl.when(records > 1).then(both).otherwise(pl.coalesce("resolution", "undl_id"))
