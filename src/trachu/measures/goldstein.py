from __future__ import annotations

import polars as pl

from trachu.core.maths import WHYS
from trachu.core.parts import measure
from trachu.core.words import Words

# Goldstein's weights as they circulate with the event codes of CAMEO (Gerner, Schrodt & Yilmaz): first the weight,
# then the codes that carry it. A code that is not listed has the weight of the next shorter one that is.
WEIGHTS = """
 0.0: 01 010 014 015 017
-0.1: 011  -0.4: 012  0.4: 013  3.4: 016 018 021 022 023  -0.3: 024 025  3.0: 02 020
 4.0: 026 027 028 03 030 036  5.2: 031 033  4.5: 032  6.0: 0334  7.0: 034 035 038  5.0: 037 039
 1.0: 04 040 041  1.9: 042  2.8: 043  2.5: 044  5.0: 045  7.0: 046
 3.5: 05 050 052  3.4: 051  3.8: 053  6.0: 054  7.0: 055 056  8.0: 057
 6.0: 06 060  6.4: 061  7.4: 062 063  7.0: 064  7.0: 07 070 075  7.4: 071 073  8.3: 072  8.5: 074
 5.0: 08 080 081 082 083  7.0: 084 085  9.0: 086 087  10.0: 0874
-2.0: 09  -5.0: 10  -2.0: 11  -4.0: 12  -5.0: 124 125 126 127 128
-6.0: 13  -4.4: 130  -5.8: 131 132 133 134 135  -7.0: 136 137 138 139
-6.5: 14  -7.5: 144 145  -7.2: 15  -4.0: 16  -5.6: 162  -6.5: 163  -7.0: 164 165  -8.0: 166
-7.0: 17  -9.2: 171  -5.0: 172 173 174  -9.0: 175
-9.0: 18  -9.5: 182  -9.0: 1821 1822  -10.0: 1823 183 186  -8.0: 184 185
-10.0: 19  -9.5: 191 192 196  -10.0: 20  -9.5: 201
"""
# PLOVER's types under the roots of CAMEO that they were made of; of several roots the mildest.
ROOTS = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "COOPERATE": "06", "AID": "07", "CONCEDE": "08", "RETREAT": "087",
    "REQUEST": "10", "ACCUSE": "11", "REJECT": "12", "THREATEN": "13", "PROTEST": "14", "MOBILIZE": "15",
    "SANCTION": "16", "COERCE": "17", "ASSAULT": "18",
}  # fmt: skip
SIDES = ("actor", "recipient")


def _scale() -> dict[str, float]:
    found, weight = {}, 0.0
    for word in WEIGHTS.split():
        if word.endswith(":"):
            weight = float(word[:-1])
        else:
            found[word] = weight
    return found


SCALE = _scale()


def score(code: str) -> float:
    """Return the weight of a CAMEO code on Goldstein's scale, −10 (conflict) to 10 (cooperation).

    >>> score("0874"), score("112"), score("1622")
    (10.0, -2.0, -5.6)
    """
    known = next((code[:end] for end in range(len(code), 1, -1) if code[:end] in SCALE), code)
    return SCALE[known]


@measure(
    name="goldstein",
    version="1",
    needs=("events", "parties"),
    key=("actor", "other", "year"),
    label=Words(en="Cooperation and conflict on Goldstein's scale", th="ความร่วมมือและความขัดแย้งตามมาตรโกลด์สไตน์"),
    unit=Words(en="mean weight, −10 (conflict) to 10 (cooperation)", th="ค่าเฉลี่ย −10 (ขัดแย้ง) ถึง 10 (ร่วมมือ)"),
    cite=("goldstein1992weights", "plover"),
)
def goldstein(events: pl.DataFrame, parties: pl.DataFrame) -> pl.DataFrame:
    """Average Goldstein's weights of what one actor did to another in a year.

    gᵢⱼₜ = meanₑ w(e) over the events e of year t in which i acted and j received (Goldstein 1992). The types of
    PLOVER take the weight of the root of CAMEO that they come from; where they come from several, as ASSAULT
    from 18 to 20, the mildest. Events that nobody asserts or reports, and those whose date spans years, are
    left out.

    >>> from trachu.core.tables import EVENTS, PARTIES
    >>> from datetime import date
    >>> when = {"earliest": [date(2024, 6, 19)] * 2, "latest": [date(2024, 6, 19)] * 2, "asserted": [1, 1]}
    >>> happened = EVENTS.of({"event": ["x", "y"], "type": ["CONSULT", "AID"], **when})
    >>> both = {"record": ["x", "x", "y", "y"], "role": ["actor", "recipient"] * 2, "actor": ["RUS", "PRK"] * 2}
    >>> goldstein(happened, PARTIES.of(both)).drop("because").rows()
    [('RUS', 'PRK', 2024, 4.0)]
    """
    told = (pl.col("asserted").fill_null(0) + pl.col("reported").fill_null(0)) > 0
    within = pl.col("earliest").dt.year() == pl.col("latest").dt.year()
    weight = {kind: score(root) for kind, root in ROOTS.items()}
    counted = events.filter(told, within, pl.col("type").is_in(list(ROOTS))).select(
        "event",
        "why",
        year=pl.col("earliest").dt.year().cast(pl.Int64),
        weight=pl.col("type").replace_strict(weight, return_dtype=pl.Float64),
    )
    acting, receiving = (
        parties.filter(pl.col("role") == role).select(pl.col("actor").alias(name), event="record").unique()
        for role, name in zip(SIDES, ("actor", "other"), strict=True)
    )
    pairs = counted.join(acting, on="event").join(receiving, on="event").filter(pl.col("actor") != pl.col("other"))
    because = pl.col("why").drop_nulls().unique().sort().cast(pl.String)
    found = pairs.sort("event", "actor", "other").group_by("actor", "other", "year", maintain_order=True)
    return found.agg(value=pl.col("weight").mean(), because=because).cast({"because": WHYS})
