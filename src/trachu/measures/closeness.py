from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.maths import JOINED, UNIVERSAL, heirs, in_force, session_year
from trachu.core.parts import measure
from trachu.core.words import Words

Component = Literal["total", "events", "ties", "votes", "flows"]
DIPLOMACY, MILITARY, ECONOMY = "diplomacy", "military-technology-security", "economy-energy"
SIGNED = ("events", "votes")  # components that speak against closeness below ½; the others only for it
PRIOR = 10.0  # the largest PLOVER score: as much neutral evidence as one act of the strongest kind
ALONE = 1  # as much as one forum unshared, so that a single forum does not decide
OBLIGATIONS = {  # the steps of the alliance profile, 3 to 1 of 3 (Signorino & Ritter 1999), in ATOP's codes
    "defense": (MILITARY, 1.0),
    "offense": (MILITARY, 1.0),
    **dict.fromkeys(("neutral", "consul"), (MILITARY, 2 / 3)),
    "nonagg": (MILITARY, 1 / 3),
    **dict.fromkeys(("basing", "build-up", "technology"), (MILITARY, 1 / 3)),
    "trade": (ECONOMY, 1 / 3),
    "oppose-sanctions": (DIPLOMACY, 1 / 3),
}
RESTRAINTS = (  # these bind a state towards all, or against a third; they bring no two closer
    "embargo", "ceiling", "freeze", "travel-ban", "repatriate", "inspect", "report", "disarm", "export-control",
)  # fmt: skip
FACING = ("actor", "recipient")  # roles in a directed tie: who bears the obligation, and towards whom
AGREED = 1 / 3  # any other agreement in force, in the tie's own domain
FLOWS = {"arms": MILITARY, "troops": MILITARY, "trade": ECONOMY, "aid": ECONOMY, "energy": ECONOMY}
NAMES = ["other", "year", "domain", "component", "value", "because"]


@measure(
    name="closeness",
    version="1",
    needs=("events", "parties", "ties", "choices", "flows", "actors"),
    key=("actor", "other", "year", "item"),
    label=Words(en="Closeness of two states", th="ความใกล้ชิดระหว่างสองรัฐ"),
    unit=Words(en="index, 0 (hostile) to 1 (close), ½ neither", th="ดัชนี 0 (เป็นปฏิปักษ์) ถึง 1 (ใกล้ชิด) โดย ½ คือกลาง ๆ"),
    cite=("plover", "goldstein1992weights", "signorino1999tau", "bailey2017estimating"),
)
def closeness(
    events: pl.DataFrame,
    parties: pl.DataFrame,
    ties: pl.DataFrame,
    choices: pl.DataFrame,
    flows: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    actor: str = "RUS",
    other: str = "PRK",
    component: Component = "total",
    disputed: Literal["with", "without"] = "with",
    lineage: bool = True,
    window: int = 3,
    until: int | None = None,
) -> pl.DataFrame:
    """Measure how close two states are in diplomacy, in military, technology and security, and in economy and energy.

    `item` is the domain. With P the sum of what speaks for closeness and N of what speaks against it,
    `total` is ½ (1 + (P − N) / (1 + P + N)): ½ is neither close nor hostile, new evidence for closeness never
    lowers it, and the 1 keeps a single component from deciding. P and N are made of ties t, flows f, and the
    signed 2e − 1 of events and 2v − 1 of votes; a component alone is given as `domain/component`. Without any
    evidence in a year there is no row. Events, votes and flows are those of the last `window` years, so that
    a series which ended fades out; ties are those in force at the end of the year. Each is between 0 and 1:

    events e = ½ (1 + Σs / (10 + Σ|s|)), s the PLOVER scores (−10 to 10) of the happenings between the two.
    Joint acts count unless they are hostile ones against a third; to mobilise does not count among allies in
    defence, whose troops come to help. What nobody asserts or reports is left out, dates vaguer than the
    window are, and with `disputed="without"` also what somebody denies.

    ties t = the larger of two. Of the obligations the strongest: defence or offence 1, neutrality or
    consultation ⅔, non-aggression ⅓ (the steps of the alliance profile of Signorino & Ritter 1999), any other
    agreement to work together ⅓. And of the forums of the domain the number common to both over one more
    than those with either, where both are known to be in or out: absence from a list that is not exhaustive
    is not known, nor when an undated membership began. Forums of more than 100 members are left out.

    votes v (diplomacy) = the share of roll calls in the General Assembly with the same vote.

    flows f = the share of the partner in what a state received, the larger of the two directions, and the
    mean over the kinds of flow in the domain; only where something flowed between the two: a register
    that does not name a pair does not say that they are apart.

    With `lineage` a state is one with those that it continues (RUS with SUN), under the newest name.
    Before both states exist there is nothing to measure.
    Without `other`, all partners of `actor` are measured; without `until`, up to the newest year of the facts.

    >>> from trachu.core.tables import ACTORS, CHOICES, EVENTS, FLOWS, PARTIES, TIES
    >>> treaty = TIES.of({"tie": ["TREATY:X"], "type": ["treaty"], "obligations": [["defense"]], "since": ["2024"]})
    >>> bound = PARTIES.of({"record": ["TREATY:X"] * 2, "role": ["signatory"] * 2, "actor": ["RUS", "PRK"]})
    >>> rest = CHOICES.empty(), FLOWS.empty(), ACTORS.empty()
    >>> closeness(EVENTS.empty(), bound, treaty, *rest).drop("because").rows()
    [('RUS', 'PRK', 2024, 'military-technology-security', 0.75)]
    """
    heir = heirs(actors) if lineage else {}
    rename = pl.col("actor").replace(heir)
    focal, partner = heir.get(actor, actor), heir.get(other, other)
    counted = _counted(events, disputed, window)
    last = until or _last_year(counted, ties, choices, flows)
    asked = [name for name in {focal, partner, *heir} if heir.get(name, name) in (focal, partner)] if partner else None
    parties = parties.with_columns(rename)
    choices = choices.filter(_among("actor", asked)).with_columns(rename)
    flows = flows.filter(_among("other", asked)).with_columns(rename, pl.col("other").replace(heir))
    owed = _obligations(ties, parties, focal, partner, last)
    found = pl.concat(
        [
            _events(counted, parties, owed, focal, window, last),
            owed,
            _forums(ties, parties, focal, partner, last),
            _votes(choices, focal, window, last),
            _flows(flows, focal, window, last),
        ]
    ).filter(pl.col("other") != focal, pl.col("other") == partner if partner else True, pl.col("year") <= last)
    found = _alive(found, actors, heir, focal)
    return _combine(found, component).select(pl.lit(focal).alias("actor"), "other", "year", "item", "value", "because")


def _among(column: str, names: list[str] | None) -> pl.Expr:
    """Return whether a column holds one of some names; without names every row counts."""
    return pl.lit(True) if names is None else pl.col(column).is_in(names)


def _alive(found: pl.DataFrame, actors: pl.DataFrame, heir: dict[str, str], focal: str) -> pl.DataFrame:
    """Keep the years in which both states, or what they continue, exist."""
    since = pl.col("since").str.slice(0, 4).cast(pl.Int64, strict=False)
    first = actors.group_by(other=pl.col("actor").replace(heir)).agg(first=since.min(), open=since.is_null().any())
    known = {name: year for name, year, open_ in first.iter_rows() if year is not None and not open_}
    began = pl.col("other").replace_strict(known, default=None, return_dtype=pl.Int64).fill_null(0)
    return found.filter(pl.col("year") >= pl.max_horizontal(began, pl.lit(known.get(focal, 0))))


def _combine(found: pl.DataFrame, component: Component) -> pl.DataFrame:
    """Take the larger of two ties, then weigh the components for and against closeness, or give one alone."""
    because = pl.col("because").explode(empty_as_null=False).drop_nulls().unique().sort()
    parts = found.group_by("other", "year", "domain", "component").agg(pl.col("value").max(), because)
    if component == "total":
        signed = pl.when(pl.col("component").is_in(SIGNED)).then(2 * pl.col("value") - 1).otherwise("value")
        ordered = parts.with_columns(weight=signed).sort("other", "year", "domain", "component")
        balance = pl.col("weight").sum() / (1 + pl.col("weight").abs().sum())
        grouped = ordered.group_by("other", "year", item="domain").agg(because, value=(1 + balance) / 2)
    else:
        chosen = parts.filter(pl.col("component") == component)
        grouped = chosen.with_columns(item=pl.format("{}/{}", "domain", "component"))
    return grouped.sort("other", "year", "item")


def _last_year(events: pl.DataFrame, ties: pl.DataFrame, choices: pl.DataFrame, flows: pl.DataFrame) -> int:
    """Return the newest year of which the facts tell anything: open ties last until then, not longer."""
    years = [
        events.select(pl.col("latest").dt.year().cast(pl.Int64).max()),
        choices.select("session", "date").unique().select(session_year().max()),
        flows.select(pl.col("year").max()),
        ties.select(pl.col("since").str.slice(0, 4).cast(pl.Int64, strict=False).max()),
    ]
    return max((year for frame in years for year in frame.to_series() if year is not None), default=0)


def _counted(events: pl.DataFrame, disputed: str, window: int) -> pl.DataFrame:
    """Keep the happenings that somebody asserts or reports, dated within the window, with domain and score."""
    told = pl.col("asserted").fill_null(0) + pl.col("reported").fill_null(0)
    untold = pl.col("asserted").is_null() & pl.col("reported").is_null()
    undisputed = pl.col("denied").fill_null(0) == 0
    narrow = pl.col("latest").dt.year() - pl.col("earliest").dt.year() < window
    return events.filter((told > 0) | untold, undisputed | (disputed == "with"), narrow).drop_nulls(["domain", "score"])


def _events(
    events: pl.DataFrame, parties: pl.DataFrame, owed: pl.DataFrame, focal: str, window: int, last: int
) -> pl.DataFrame:
    """Weigh what happened between the two; allies do not mobilise against each other."""
    allied = owed.filter(pl.col("value") == 1).select("other", "year").unique()
    roles = parties.filter(pl.col("role").is_in(["actor", "recipient"])).select("record", "role", "actor")
    received = roles.filter(pl.col("role") == "recipient")["record"].unique()
    mine = roles.filter(pl.col("actor") == focal).select("record", "role")
    theirs = roles.select("record", other="actor", part="role")
    joint = (pl.col("role") == "actor") & ((pl.col("score") >= 0) | ~pl.col("event").is_in(received.implode()))
    pairs = (
        events.join(mine, left_on="event", right_on="record")
        .join(theirs, left_on="event", right_on="record")
        .filter((pl.col("role") != pl.col("part")) | joint)
        .unique(["event", "other"])
        .with_columns(year=pl.col("latest").dt.year().cast(pl.Int64))
        .join(allied.with_columns(allied=True), on=["other", "year"], how="left")
        .filter((pl.col("type") != "MOBILIZE") | pl.col("allied").is_null())
        .sort("event", "other")
    )
    first, end = pl.col("earliest").dt.year(), pl.col("latest").dt.year() + window
    until = pl.min_horizontal(end, pl.lit(last + 1))
    score = pl.col("score")
    return (
        pairs.with_columns(year=pl.int_ranges(first, until, dtype=pl.Int64))
        .explode("year", empty_as_null=False)
        .group_by("other", "year", "domain", maintain_order=True)
        .agg(
            component=pl.lit("events"),
            value=(1 + score.sum() / (PRIOR + score.abs().sum())) / 2,
            because=pl.col("why"),
        )
        .select(NAMES)
    )


def _obligations(ties: pl.DataFrame, parties: pl.DataFrame, focal: str, partner: str, last: int) -> pl.DataFrame:
    """Find the obligations in force between the two at the end of each year; a directed one goes either way."""
    agreed = ties.filter(~pl.col("type").is_in(["forum", "list", "resolution"]))
    members = _members(parties, (*JOINED, *FACING))
    own = members.filter(pl.col("actor") == focal).select("record").unique()
    asked = members.filter(_among("actor", [focal, partner] if partner else None)).join(own, on="record", how="semi")
    bound = agreed.join(asked, left_on="tie", right_on="record")
    held = in_force(bound.with_columns(since=pl.coalesce("joined", "since"), until=pl.coalesce("left", "until")), last)
    mine = held.filter(pl.col("actor") == focal).select("tie", "year", my_role="role", mine="party_why")
    bears = (pl.col("role") != "recipient") | (pl.col("my_role") != "recipient")
    rows = held.join(mine, on=["tie", "year"]).filter(bears).explode("obligations", empty_as_null=True)
    domain = {name: where for name, (where, _) in OBLIGATIONS.items()}
    strength = {name: step for name, (_, step) in OBLIGATIONS.items()}
    owed = pl.col("obligations")
    found = rows.filter(~owed.is_in(RESTRAINTS).fill_null(False)).select(
        "year",
        other="actor",
        domain=owed.replace_strict(domain, default=pl.col("domain"), return_dtype=pl.String),
        component=pl.lit("ties"),
        value=owed.replace_strict(strength, default=AGREED, return_dtype=pl.Float64),
        because=pl.concat_list("why", "mine", "party_why"),
    )
    return found.drop_nulls("domain").select(NAMES)


def _members(parties: pl.DataFrame, roles: tuple[str, ...]) -> pl.DataFrame:
    columns = {"joined": "since", "left": "until", "party_why": "why"}
    return parties.filter(pl.col("role").is_in(roles)).select("record", "role", "actor", **columns)


def _forums(ties: pl.DataFrame, parties: pl.DataFrame, focal: str, partner: str, last: int) -> pl.DataFrame:
    """Compare in which forums of a domain the two sit, where both are known to be in or out."""
    sides = _sides(ties, parties, focal, partner, last)
    mine = sides.filter(pl.col("actor") == focal).select("tie", "year", ours="inside", our_why="own")
    pairs = sides.filter(pl.col("actor") != focal).join(mine, on=["tie", "year"]).sort("tie", "actor", "year")
    either, both = pl.col("inside") | pl.col("ours"), pl.col("inside") & pl.col("ours")
    return (
        pairs.filter(either)
        .group_by("year", "domain", other="actor", maintain_order=True)
        .agg(
            component=pl.lit("ties"),
            value=both.sum() / (ALONE + pl.len()),
            because=pl.concat_list("own", "our_why").explode(empty_as_null=False),
        )
        .select(NAMES)
    )


def _sides(ties: pl.DataFrame, parties: pl.DataFrame, focal: str, partner: str, last: int) -> pl.DataFrame:
    """Return who is known to sit or not to sit in a forum at the end of each year: tie, actor, year, inside, own."""
    forums = ties.filter(pl.col("type") == "forum").drop_nulls("domain")
    seats = _members(parties, JOINED).join(forums.select("tie"), left_on="record", right_on="tie")
    seats = seats.filter(pl.col("actor").n_unique().over("record") <= UNIVERSAL).rename({"record": "tie"})
    undated = seats.filter(pl.col("joined").is_null()).select("tie", "actor").unique()
    inside = in_force(seats.rename({"joined": "since", "left": "until"}), last)
    outside = in_force(parties.filter(pl.col("role") == "non_member").rename({"record": "tie"}), last)
    others = seats.select("actor").unique() if not partner else pl.DataFrame({"actor": [partner]})
    everyone = pl.concat([others, pl.DataFrame({"actor": [focal]})]).unique()
    keys = ["tie", "actor", "year"]
    return (
        in_force(forums.select("tie", "domain", "since", "until", "exhaustive", "why"), last)
        .join(seats.select("tie").unique(), on="tie")
        .join(everyone, how="cross")
        .join(undated, on=["tie", "actor"], how="anti")
        .join(inside.select(*keys, "party_why", inside=True), on=keys, how="left")
        .join(outside.select(*keys, out_why="why", outside=True), on=keys, how="left")
        .filter(pl.col("inside").fill_null(False) | pl.col("outside") | pl.col("exhaustive"))
        .sort(*keys, "party_why", "out_why")
        .unique(keys, keep="first", maintain_order=True)
        .with_columns(pl.col("inside").fill_null(False), own=pl.concat_list("why", "party_why", "out_why"))
    )


def _later(year: pl.Expr, window: int, last: int) -> pl.Expr:
    """Return the years in which something of this year is within the window."""
    return pl.int_ranges(year, pl.min_horizontal(year + window, pl.lit(last + 1)), dtype=pl.Int64).alias("year")


def _votes(choices: pl.DataFrame, focal: str, window: int, last: int) -> pl.DataFrame:
    """Compare the votes."""
    cast = choices.filter(pl.col("choice").is_in(["yes", "abstain", "no"])).with_columns(session_year())
    mine = cast.filter(pl.col("actor") == focal).select("item", ours="choice", our_why="why")
    same = pl.col("choice") == pl.col("ours")
    whys = pl.concat([pl.col("why"), pl.col("our_why")]).unique().sort()
    sessions = cast.drop_nulls("year").join(mine, on="item").group_by("year", other="actor")
    return (
        sessions.agg(same=same.sum(), calls=pl.len(), because=whys)
        .with_columns(_later(pl.col("year"), window, last))
        .explode("year", empty_as_null=False)
        .group_by("other", "year")
        .agg(pl.col("same", "calls").sum(), pl.col("because").explode(empty_as_null=False))
        .with_columns(domain=pl.lit(DIPLOMACY), component=pl.lit("votes"), value=pl.col("same") / pl.col("calls"))
        .select(NAMES)
    )


def _flows(flows: pl.DataFrame, focal: str, window: int, last: int) -> pl.DataFrame:
    """Weigh the partner in what each of the two received, where something flowed between them."""
    known = flows.filter(pl.col("type").is_in(list(FLOWS))).sort("type", "year", "actor", "other")
    spans = known.with_columns(_later(pl.col("year"), window, last)).explode("year", empty_as_null=False)
    received = spans.group_by("other", "type", "year", maintain_order=True).agg(whole=pl.col("value").sum(), whys="why")
    between = spans.filter((pl.col("actor") == focal) | (pl.col("other") == focal))
    sent = between.group_by("actor", "other", "type", "year", maintain_order=True).agg(pl.col("value").sum())
    partner = pl.when(pl.col("actor") == focal).then("other").otherwise("actor")
    share = pl.col("value") / pl.col("whole")
    merged = pl.col("because").explode(empty_as_null=False)
    return (
        sent.join(received.filter(pl.col("whole") > 0), on=["other", "type", "year"])
        .with_columns(partner=partner, domain=pl.col("type").replace_strict(FLOWS), share=share, because="whys")
        .sort("partner", "year", "type", "share")
        .group_by("partner", "year", "domain", "type", maintain_order=True)
        .agg(pl.col("share").max(), merged)
        .group_by("year", "domain", other="partner", maintain_order=True)
        .agg(component=pl.lit("flows"), value=pl.col("share").mean(), because=merged)
        .select(NAMES)
    )
