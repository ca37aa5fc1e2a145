from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import polars as pl

from trachu.core.between import OVERALL, Votes, bonds
from trachu.core.maths import JOINED
from trachu.core.parts import measure
from trachu.core.words import Words

What = Literal["alignment", "hedging", "mixedness", "first", "second"]
Formula = Literal["ratio", "difference"]
CELL = ["actor", "year", "domain", "component"]


def read(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the capabilities that these options read.

    >>> read({"votes": "agreement"}), read({"votes": "ideal_points"})
    ((), ('ideal_point',))
    """
    return ("ideal_point",) if options["votes"] == "ideal_points" else ()


@measure(
    name="alignment",
    version="1",
    needs=("ties", "parties", "choices", "capabilities", "flows", "actors"),
    key=("actor", "year", "item"),
    label=Words(en="Alignment and hedging between two poles", th="การเลือกข้างและการประกันความเสี่ยงระหว่างสองขั้วอำนาจ"),
    unit=Words(
        en="alignment −1 (second pole) to 1 (first); the others 0 to 1",
        th="การเลือกข้าง −1 (ขั้วที่สอง) ถึง 1 (ขั้วแรก) ค่าอื่น 0 ถึง 1",
    ),
    cite=("lim2015reassessing", "kuik2008essence", "goh2005meeting", "murphy2017great", "khong2025starting"),
    indicators=read,
)
def alignment(
    ties: pl.DataFrame,
    parties: pl.DataFrame,
    choices: pl.DataFrame,
    capabilities: pl.DataFrame,
    flows: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    actor: str = "",
    first: str = "USA",
    second: str = "CHN",
    group: str = "",
    what: What = "alignment",
    formula: Formula = "ratio",
    votes: Votes = "agreement",
    window: int = 5,
) -> pl.DataFrame:
    """Place a state between two poles, domain by domain, and say how far it keeps in with both.

    Components, each 0 to 1 towards pole p: diplomacy: the share of like votes in the General Assembly, or with
    `votes="ideal_points"` 1 / (1 + |θᵢ − θₚ|), and the share of p's forums in which the state sits too; military,
    technology, security: the strongest obligation of alliance (defence 1, neutrality or consultation ⅔,
    non-aggression ⅓), p's share of the arms received over `window` years, forums; economy and energy: p's share
    of the state's trade over `window` years, forums. Only forums with complete lists and at most 100 members count,
    and only beside another component. With F and S the means of a domain over what is known of both poles:

    alignment  a = (F − S) / (F + S), or F − S with `formula="difference"`; nothing with either is no side: 0.
    hedging    h = (1 − |F − S| / (F + S)) · (F + S) / 2 = min(F, S): balance times engagement, so that a state
    far from both does not pass for a hedger. Lim & Cooper (2015) call hedging what sends contradictory signals,
    Goh (2005), Kuik (2008) and Murphy (2017) a policy of several means at once; `mixedness`, the standard
    deviation of a over the domains, shows it. first, second: F and S themselves.

    `overall` is the mean over the domains that are known. `low` and `high` are the least and largest value when
    any one component is left out; with one component alone there are none. Visits and public opinion, which
    published indices count, are in no dataset here. `group`, such as IGO:ASEAN, keeps the members of today.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES, CHOICES, FLOWS, PARTIES, TIES
    >>> sent = {"actor": ["USA", "CHN"], "other": ["THA"] * 2, "year": [2020] * 2, "type": ["arms"] * 2}
    >>> rest = TIES.empty(), PARTIES.empty(), CHOICES.empty(), CAPABILITIES.empty()
    >>> arms = FLOWS.of({**sent, "value": [1.0, 3.0]})
    >>> found = alignment(*rest, arms, ACTORS.empty(), window=1)
    >>> found.select("actor", "year", "item", "value").rows()
    [('THA', 2020, 'military-technology-security', -0.5), ('THA', 2020, 'overall', -0.5)]
    """
    names = _asked(parties, actor, group)
    if names is not None:
        near = pl.col("actor").is_in([*names, first, second])
        choices, capabilities = choices.filter(near), capabilities.filter(near)
        actors = actors.filter(near)  # flows stay whole: which years they cover is a matter of all of them
    tables = ties, parties, choices, capabilities, flows, actors
    found = bonds(*tables, [first, second], votes=votes, window=window)
    if names is not None:
        found = found.filter(pl.col("actor").is_in(names))
    sides = _sides(found, first)
    value = _placed(sides, what, formula)
    found = value.join(_range(sides, what, formula), on=["actor", "year", "item"], how="left")
    return found.select("actor", "year", "item", "value", "low", "high", "because").sort("actor", "year", "item")


def _asked(parties: pl.DataFrame, actor: str, group: str) -> list[str] | None:
    """Return the states that are asked for; None where it is all."""
    if not actor and not group:
        return None
    seats = parties.filter(pl.col("record") == group, pl.col("role").is_in(JOINED), pl.col("until").is_null())
    members = seats["actor"].unique().sort().to_list()
    return [actor] if not group else [name for name in members if name == actor or not actor]


def _sides(found: pl.DataFrame, first: str) -> pl.DataFrame:
    """Set the two poles side by side: a column for each, `f` and `s`."""
    mine = pl.col("pole") == first
    return (
        found.group_by(CELL)
        .agg(
            f=pl.col("value").filter(mine).first(),
            s=pl.col("value").filter(~mine).first(),
            because=pl.col("because").explode(empty_as_null=False).drop_nulls().unique().sort(),
        )
        .sort(CELL)
    )


def _placed(sides: pl.DataFrame, what: str, formula: str) -> pl.DataFrame:
    """Work out the value of each domain and of all together."""
    domains = sides.group_by("actor", "year", item="domain", maintain_order=True).agg(
        pl.col("f", "s").mean(), pl.col("because").explode(empty_as_null=False)
    )
    total, gap = pl.col("f") + pl.col("s"), pl.col("f") - pl.col("s")
    side = pl.when(total > 0).then(gap / total).otherwise(0.0) if formula == "ratio" else gap
    wanted = {"hedging": pl.min_horizontal("f", "s"), "first": pl.col("f"), "second": pl.col("s")}.get(what, side)
    each = domains.select("actor", "year", "item", "because", value=wanted)
    spread = pl.col("value").std(ddof=0) if what == "mixedness" else pl.col("value").mean()
    whole = each.group_by("actor", "year", maintain_order=True).agg(
        item=pl.lit(OVERALL), because=pl.col("because").explode(empty_as_null=False), value=spread, n=pl.len()
    )
    kept = whole.filter(pl.col("n") > 1) if what == "mixedness" else whole
    both = kept.drop("n") if what == "mixedness" else pl.concat([each, kept.select(each.columns)])
    tidy = pl.col("because").list.drop_nulls().list.unique().list.sort()
    return both.with_columns(tidy).sort("actor", "year", "item")


def _range(sides: pl.DataFrame, what: str, formula: str) -> pl.DataFrame:
    """Return the least and the largest value with one component of one domain left out."""
    parts = sides.select("domain", "component").unique().sort("domain", "component").rows()
    bare = sides.with_columns(because=pl.lit([], dtype=pl.List(pl.String)))
    frames = [
        _placed(bare.filter((pl.col("domain") != domain) | (pl.col("component") != component)), what, formula)
        for domain, component in parts
    ]
    touched = sides.group_by("actor", "year", item="domain").agg(n=pl.len())
    alone = pl.concat([touched, sides.group_by("actor", "year", item=pl.lit(OVERALL)).agg(n=pl.len())])
    schema = {"actor": pl.String, "year": pl.Int64, "item": pl.String, "value": pl.Float64}
    over = pl.concat([pl.DataFrame(schema=schema), *(frame.select(list(schema)) for frame in frames)])
    spread = over.group_by("actor", "year", "item").agg(low=pl.col("value").min(), high=pl.col("value").max())
    return spread.join(alone.filter(pl.col("n") > 1).drop("n"), on=["actor", "year", "item"], how="semi")
