"""What a model believes of its parameters before it sees data, with the reason and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from trachu.core.errors import UnknownName, ontology_error
from trachu.core.words import Words
from trachu.ontology.files import tomls, words

NUMBERS = ("mean", "sd", "low", "high", "null")


@dataclass(frozen=True, slots=True)
class Prior:
    """A normal law kept within `low` and `high`; at `null` the mechanism does nothing."""

    name: str
    mean: float
    sd: float
    low: float
    high: float
    null: float
    label: Words
    reason: Words
    cite: tuple[str, ...]


@cache
def priors(model: str) -> dict[str, Prior]:
    """Return the priors of a model by name.

    >>> priors("balance_of_power")["catch_up"].mean
    0.02
    """
    known = {file.removeprefix("priors/").removesuffix(".toml"): (file, given) for file, given in tomls("priors")}
    if model not in known:
        raise UnknownName("model with priors", model, known)
    file, given = known[model]
    found = [_prior(file, one) for one in given["priors"]]
    if len({one.name for one in found}) < len(found):
        raise ontology_error(file, "two priors have one name.")
    return {one.name: one for one in found}


def _prior(file: str, given: dict[str, Any]) -> Prior:
    name = str(given.get("name", ""))
    lacking = [field for field in NUMBERS if not isinstance(given.get(field), int | float)]
    if not name or lacking:
        raise ontology_error(file, f"the prior {name or '(no name)'} needs {', '.join(lacking) or 'a name'}.")
    numbers = {field: float(given[field]) for field in NUMBERS}
    if not (numbers["low"] <= numbers["mean"] <= numbers["high"] and numbers["low"] <= numbers["null"]):
        raise ontology_error(file, f"the prior {name} does not keep low ≤ mean ≤ high and low ≤ null.")
    if numbers["sd"] < 0 or not given.get("cite"):
        raise ontology_error(file, f"the prior {name} needs a spread of 0 or more, and something to cite.")
    label, reason = (words(file, f"the {field} of {name}", given.get(field)) for field in ("label", "reason"))
    return Prior(name=name, **numbers, label=label, reason=reason, cite=tuple(given["cite"]))
