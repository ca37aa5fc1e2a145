"""Check a file of test values against trachu: `python -m tests.replications.golden PATH.json`.

The file is a list of records: measure, inputs, expected, tol, source. The facts come from the datasets in the folder
`../shared/data` (or `$TRACHU_SHARED/data`), under the codes of the Correlates of War. Every miss is printed with both
numbers, and so is a record that no measure answers; the exit code is 1 if there is one.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import polars as pl

from trachu.core.communities import communities, modularity
from trachu.core.tables import ACTORS, CAPABILITIES, PARTIES
from trachu.facts.actors import actor_table
from trachu.facts.frames import state_years
from trachu.facts.joins import join
from trachu.facts.ties import of_ontology
from trachu.measures.capital_distance import capital_distance
from trachu.measures.cinc import cinc
from trachu.measures.concentration import concentration
from trachu.measures.effective_number import effective_number
from trachu.measures.goldstein import score
from trachu.measures.ideal_point_distance import IDEAL_POINT, ideal_point_distance
from trachu.measures.partner_concentration import partner_concentration
from trachu.measures.partner_share import partner_share
from trachu.measures.peace_years import peace_years
from trachu.measures.shared_memberships import shared_memberships
from trachu.measures.similarity import similarity
from trachu.measures.system_size import system_size
from trachu.measures.un_agreement import un_agreement
from trachu.measures.world_share import world_share

from .families import Answer, Unanswered, further, share_of
from .families import one as _one
from .published import FIRST_SESSION, Published

Record = Mapping[str, Any]
FIRST, LAST = 1816, 2025  # the lists are carried forward to the last year
SLACK = 1e-9  # tolerances are decimal fractions, values binary ones


@cache
def _similar(published: Published, **options: Any) -> pl.DataFrame:
    ties, parties = published.alliances
    given = ties, pl.concat([parties, published.system]), published.choices, published.capabilities
    return similarity(*given, ACTORS.empty(), **options)


def _year(given: Record) -> int:
    return int(given["year"]) if "year" in given else FIRST_SESSION + int(given["session"])


def _cinc(published: Published, given: Record) -> float:
    return _one(cinc(published.capabilities), actor=published.code(given["state"]), year=given["year"])


def _power(measure: Callable[..., pl.DataFrame], **options: Any) -> Callable[[Published, Record], float]:
    def answer(published: Published, given: Record) -> float:
        found = measure(published.capabilities, published.system, ACTORS.empty(), **options)
        return _one(found, year=given["year"])

    return answer


def _con(published: Published, given: Record) -> float:
    rows = [
        {"actor": str(n), "year": 1, "indicator": "cinc", "value": share} for n, share in enumerate(given["shares"])
    ]
    return _one(concentration(CAPABILITIES.of(rows), PARTIES.empty(), ACTORS.empty(), pool="all"), year=1)


PROFILE = re.compile(
    r"(?P<statistic>S|kappa|pi|tau_b)(_(?P<profile>alliance|votes?))?_(?P<valued>valued|binary)"
    r"(_(?P<distance>abs|absolute|linear|sq|squared|quadratic|nominal))?(_(?P<weights>cinc|weighted))?(_fixed_scale)?"
)
DISTANCES = {
    "abs": "absolute", "absolute": "absolute", "linear": "absolute", "sq": "squared", "squared": "squared",
    "quadratic": "squared", "nominal": "nominal", None: "absolute",
}  # fmt: skip


def _similarity(published: Published, name: str, given: Record) -> Answer:
    """Read the options of a measure of similarity from its name."""
    told = PROFILE.fullmatch(name)
    if told is None:
        return further(published, name, given)
    found = _similar(
        published,
        statistic=told["statistic"],
        profile="votes" if (told["profile"] or "").startswith("vote") else "alliances",
        valued=told["valued"] == "valued",
        distance=DISTANCES[told["distance"]],
        weights="cinc" if told["weights"] else "equal",
    )
    return _pair(found, published, given)


def _codes(published: Published, given: Record) -> tuple[str, str]:
    first, second = sorted((published.code(given["a"]), published.code(given["b"])))
    return first, second


def _pair(found: pl.DataFrame, published: Published, given: Record) -> float:
    actor, other = _codes(published, given)
    return _one(found, actor=actor, other=other, year=_year(given))


@cache
def _agreement(published: Published) -> pl.DataFrame:
    return un_agreement(published.choices)


def _ideal_point(published: Published, given: Record) -> float:
    points = published.capabilities.filter(indicator=IDEAL_POINT)
    return _one(points, actor=published.code(given["state"]), year=_year(given))


def _years(given: Record) -> int:
    first, last = given["window"]
    return int(last - first + 1)


def _arms_exports(published: Published, given: Record) -> float:
    found = world_share(published.register, window=_years(given))
    return 100 * _one(found, actor=published.iso(given["supplier"]), year=given["window"][1])


def _arms_imports(published: Published, given: Record) -> float:
    tables = published.register, of_ontology().parties, actor_table()[0]
    year = given["window"][1]
    if "recipient" in given:
        found = partner_share(*tables, window=_years(given)).filter(actor=published.iso(given["recipient"]), year=year)
    else:
        found = partner_share(*tables, group="IGO:NATO", region="europe", window=_years(given)).filter(year=year)
    return 100 * share_of(found, published.iso(given["supplier"]))


def _arms_hhi(published: Published, given: Record) -> float:
    found = partner_concentration(published.transfers, window=_years(given))
    names = {published.iso(name): name for name in found["actor"].unique().sort().to_list()}
    recipient = given["recipient"]
    return _one(found, actor=names.get(published.iso(recipient), recipient), year=given["window"][1])


def _capital_distance(published: Published, given: Record) -> float:
    return _pair(capital_distance(published.capitals(given["year"]), earth="sphere"), published, given)


def _organisations(published: Published, given: Record) -> float:
    ties, parties = published.organisations
    kept = parties.filter(since=str(given["year"]))
    actor, other = _codes(published, given)
    if kept.is_empty():
        raise Unanswered("outside the years of the list")
    found = shared_memberships(ties, kept, among="igo", seats="associate")  # as the published table of pairs counts
    return float(found.filter(actor=actor, other=other)["value"].sum())


def _peace(kind: Literal["mid_gml", "mid"]) -> Callable[[Published, Record], float]:
    def answer(published: Published, given: Record) -> float:
        tables = published.disputes, published.system, ACTORS.empty()
        return _pair(peace_years(*tables, actor=min(_codes(published, given)), conflict=kind), published, given)

    return answer


def _disputes(kind: str, column: str) -> Callable[[Published], float]:
    def counted(published: Published) -> float:
        pair = ["code", "code_other", "year"]
        found = join(published.dyads("cow", LAST), published.disputes_of(kind), pair, [column])
        return float((found[column] == 1).sum())

    return counted


COUNTS: dict[str, Callable[[Published], float]] = {
    "cow_mid_ongoing": _disputes("mid", "ongoing"),
    "cow_mid_onsets": _disputes("mid", "onset"),
    "gml_ongoing_directed": _disputes("mid_gml", "ongoing"),
    "gml_onsets_directed": _disputes("mid_gml", "onset"),
}
FRAME = re.compile(r"(?P<system>cow|gw)_(?P<unit>state_years|directed|nondirected)(_dyad_?years)?")
RELEVANT = re.compile(r"prd(_(?P<unit>directed|nondirected))?(_(?P<first>\d{4})_(?P<last>\d{4}))?")


def _count(published: Published, given: Record) -> float:
    """Count the rows of a frame."""
    what = given["what"]
    if what in COUNTS:
        return COUNTS[what](published)
    if told := RELEVANT.fullmatch(what):
        found = published.relevant(int(told["first"] or FIRST), int(told["last"] or LAST)).height
        return found / 2 if told["unit"] == "nondirected" else found
    told = FRAME.fullmatch(what)
    if told is None:
        raise Unanswered(f"nothing counts {what}")
    system: Literal["cow", "gw"] = "cow" if told["system"] == "cow" else "gw"
    if told["unit"] == "state_years":
        return state_years(*published.lists, system=system, years=(FIRST, LAST), carry=True).height
    pairs = published.dyads(system, LAST).height
    return pairs if told["unit"] == "directed" else pairs / 2


# The friendships among the 34 members of a karate club (Zachary 1977): each member's friends of a higher number.
KARATE = {
    1: (2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32), 2: (3, 4, 8, 14, 18, 20, 22, 31),
    3: (4, 8, 9, 10, 14, 28, 29, 33), 4: (8, 13, 14), 5: (7, 11), 6: (7, 11, 17), 7: (17,), 9: (31, 33, 34), 10: (34,),
    14: (34,), 15: (33, 34), 16: (33, 34), 19: (33, 34), 20: (34,), 21: (33, 34), 23: (33, 34),
    24: (26, 28, 30, 33, 34), 25: (26, 28, 32), 26: (32,), 27: (30, 34), 28: (34,), 29: (32, 34), 30: (33, 34),
    31: (33, 34), 32: (33, 34), 33: (34,),
}  # fmt: skip


def _karate(published: Published, given: Record) -> float:
    network = np.zeros((34, 34))
    for member, friends in KARATE.items():
        for friend in friends:
            network[member - 1, friend - 1] = network[friend - 1, member - 1] = 1
    return modularity(network, communities(network, seeds=10))


ANSWERS: dict[str, Callable[[Published, Record], float]] = {
    "cinc": _cinc,
    "con": _con,
    "con_majors": _power(concentration, pool="majors"),
    "hhi_majors": _power(concentration, pool="majors", formula="hhi"),
    "n_eff_majors": _power(effective_number, pool="majors"),
    "con_all": _power(concentration, pool="all"),
    "hhi_all": _power(concentration, pool="all", formula="hhi"),
    "n_eff_all": _power(effective_number, pool="all"),
    "unga_agreement_exact": lambda published, given: _pair(_agreement(published), published, given),
    "ideal_point": _ideal_point,
    "ideal_point_distance": lambda published, given: _pair(
        ideal_point_distance(published.capabilities), published, given
    ),
    "arms_export_share_pct": _arms_exports,
    "arms_import_share_pct": _arms_imports,
    "arms_import_hhi": _arms_hhi,
    "goldstein_cameo": lambda published, given: score(given["code"]),
    "modularity_karate_leiden": _karate,
    "n_cow_states": lambda published, given: _one(system_size(published.system, ACTORS.empty()), year=given["year"]),
    "dyad_igos_full": _organisations,
    "capital_distance_km": _capital_distance,
    "count": _count,
    "gml_peace_spell": _peace("mid_gml"),
    "cow_mid_peace_spell": _peace("mid"),
}


def answer(published: Published, name: str, given: Record) -> Answer:
    """Return our value for one record."""
    return ANSWERS[name](published, given) if name in ANSWERS else _similarity(published, name, given)


@dataclass(frozen=True, slots=True)
class Miss:
    """A record whose value we do not reach, and what we have instead."""

    record: Record
    got: float | str

    def __str__(self) -> str:
        given = json.dumps(self.record["inputs"], ensure_ascii=False)
        expected = f"{self.record['expected']!r} ± {self.record.get('tol', 0)}"
        return f"{self.record['measure']} {given}: expected {expected}, got {self.got}"


def _same(got: Answer, expected: Answer, tol: float) -> bool:
    """Tell whether a number lies within the tolerance, or whether a word is the same."""
    if isinstance(got, str) or isinstance(expected, str):
        return got == expected
    return abs(got - expected) <= tol + SLACK


def misses(records: Sequence[Record], published: Published) -> list[Miss]:
    """Return the records that our measures do not reach within their tolerance."""
    found = []
    for record in records:
        try:
            got = answer(published, record["measure"], record["inputs"])
        except (Unanswered, KeyError) as error:
            found.append(Miss(record, f"nothing: {error}"))
            continue
        if not _same(got, record["expected"], record.get("tol", 0)):
            found.append(Miss(record, got))
    return found


def main(arguments: Sequence[str]) -> int:
    """Check one file and return the exit code."""
    if len(arguments) != 1:
        print("usage: python -m tests.replications.golden PATH.json", file=sys.stderr)
        return 2
    shared = Path(os.environ.get("TRACHU_SHARED") or Path(__file__).parents[3] / "shared")
    records = json.loads(Path(arguments[0]).read_text(encoding="utf8"))
    missed = misses(records, Published(shared / "data"))
    for miss in missed:
        print(miss)
    print(f"{len(records) - len(missed)} of {len(records)} values matched")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
