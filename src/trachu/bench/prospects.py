"""What may come, as a reader sees it: fans, scores of models, scenarios and alarms, with the words for their codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from trachu.bench import scenarios
from trachu.briefs import outlook_futures
from trachu.core.parts import SKILLS
from trachu.core.structure import MECHANISMS, Rules
from trachu.core.words import Words
from trachu.ontology.forum import forums
from trachu.ontology.prior import priors
from trachu.ontology.scenario import LEVERS, QUANTITIES

if TYPE_CHECKING:
    from trachu.bench.bench import Bench
    from trachu.bench.scenarios import Outcome

WATCHED = ("THA", "CHN", "USA", "IND", "RUS", "JPN")  # whose fans are drawn unless others are asked for
HORIZONS = (5, 10, 13, 20)
SWITCHES: Mapping[str, Words] = {  # mechanisms that no scenario of the box has
    "bandwagoning": Words(en="bandwagoning", th="การเข้าข้างผู้แข็งแกร่งกว่า"),
    "arms_race": Words(en="arms race", th="การแข่งขันสะสมอาวุธ"),
    "entry_exit": Words(en="states that end and come back", th="การสิ้นสุดและการกลับคืนของรัฐ"),
}


def words() -> Mapping[str, Mapping[str, Words]]:
    """Return what the codes of the tables ahead and of the fields of a scenario are called."""
    beliefs, named = priors("structure"), {**outlook_futures.DRIVERS, **SWITCHES}
    return {
        "skill": dict(SKILLS.items()), "driver": outlook_futures.DRIVERS, "score": outlook_futures.SCORED,
        "measure": outlook_futures.MEASURED, "lever": dict(LEVERS.items()), "quantity": dict(QUANTITIES.items()),
        "rule": {name: beliefs[name].label if name in beliefs else Words(en=name, th=name) for name in Rules._fields},
        "switch": {
            name: named.get(name, Words(en=name, th=name)) for name in MECHANISMS if name not in scenarios.GROUND
        },
    }  # fmt: skip


def forums_named() -> list[tuple[str, Words]]:
    """Return code and name of the forums, which stand for their members in a scenario."""
    return [(code, forum.name) for code, forum in sorted(forums().items())]


def fans(bench: Bench, actors: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the shares ahead with their quantiles, class and why; and the same with the past, as `fan` draws it."""
    ahead = bench.ahead("fans", actors=list(actors))
    return ahead, ahead if ahead.is_empty() else outlook_futures.with_past(bench, ahead, list(actors))


def scores(bench: Bench) -> pl.DataFrame:
    """Tabulate how models did in the hindcasts run on this bench."""
    return bench.ahead("scores").filter(pl.col("score").is_in(outlook_futures.SHOWN))


def alarms(bench: Bench) -> pl.DataFrame:
    """Tabulate the alarms of early warning, with what each says."""
    found = bench.ahead("alarms")
    said = [outlook_futures.HAPPENINGS[row] for row in found.select("item", "direction").iter_rows()]
    return found.with_columns(
        en=pl.Series([one.en for one in said], dtype=pl.String), th=pl.Series([one.th for one in said], dtype=pl.String)
    )


def listed(bench: Bench) -> list[tuple[str, Words]]:
    """Return the scenarios in the box and the bench's own: name and title."""
    return [(row["name"], Words(en=row["en"], th=row["th"])) for row in scenarios.listed(bench.folder)]


def changes(bench: Bench, outcome: Outcome) -> pl.DataFrame:
    """Tabulate what a scenario changes in its last year, the largest change first, each with the skill class."""
    named = [_named(bench, q, i) for q, i in outcome.changes.select("quantity", "item").iter_rows()]
    return outcome.changes.with_columns(
        en=pl.Series([one.en for one in named], dtype=pl.String),
        th=pl.Series([one.th for one in named], dtype=pl.String),
        skill=pl.lit(outcome.skill),
    ).sort(pl.col("change").abs(), descending=True, maintain_order=True)


def drawn_changes(rows: pl.DataFrame, title: Words, most: int = 12) -> pl.DataFrame:
    """Lay out the largest changes for the chart `scenario_changes`."""
    said = {code: words.en for code, words in SKILLS.items()}, {code: words.th for code, words in SKILLS.items()}
    return rows.head(most).select(
        "change", "low", "high", "en", "th", title_en=pl.lit(title.en), title_th=pl.lit(title.th),
        skill_en=pl.col("skill").replace_strict(said[0], return_dtype=pl.String),
        skill_th=pl.col("skill").replace_strict(said[1], return_dtype=pl.String),
    )  # fmt: skip


def drivers(bench: Bench, outcome: Outcome) -> pl.DataFrame:
    """Tabulate what each mechanism contributes to each change, the largest first."""
    rows = outcome.drivers.filter(pl.col("contribution").abs() >= 0.0005)
    named = [_named(bench, q, i) for q, i in rows.select("quantity", "item").iter_rows()]
    return rows.with_columns(
        en=pl.Series([one.en for one in named], dtype=pl.String),
        th=pl.Series([one.th for one in named], dtype=pl.String),
        skill=pl.lit(outcome.skill), why=pl.lit(outcome.why),
    ).sort(pl.col("contribution").abs(), descending=True, maintain_order=True)  # fmt: skip


def _named(bench: Bench, quantity: str, item: str) -> Words:
    """Name a quantity; the codes of states in its item become their names."""
    what = scenarios.named(quantity, item)
    parts = item.split("–")
    names = [bench.actor(part) for part in parts]
    if [name.en for name in names] == parts:
        return what
    return Words(
        en=what.en.replace(item, "–".join(name.en for name in names)),
        th=what.th.replace(item, "–".join(name.th for name in names)),
    )
