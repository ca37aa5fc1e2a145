"""What ceilings and bans name, read from `commodities/*.toml`: how texts call it, and in which unit it is counted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from trachu.core.errors import UnknownName, ontology_error
from trachu.core.words import Words
from trachu.ontology.files import tomls, words

UNITS = ("barrels", "tonnes", "people")


@dataclass(frozen=True, slots=True)
class Commodity:
    """A good, or people, that an obligation limits."""

    code: str
    label: Words
    unit: str
    says: tuple[str, ...]
    unless: tuple[str, ...]

    def named(self, text: str) -> bool:
        """Tell whether a text speaks of it.

        >>> commodities()["refined_petroleum"].named("รัสเซียส่งน้ำมันดิบให้เกาหลีเหนือ")
        False
        """
        low = text.lower()
        return any(word in low for word in self.says) and not any(word in low for word in self.unless)


@cache
def commodities() -> dict[str, Commodity]:
    """Read every file of `commodities/`, by code, and check it; a fault names the file.

    >>> commodities()["workers"].label.th
    'แรงงาน'
    """
    found: dict[str, Commodity] = {}
    for file, content in tomls("commodities"):
        for given in content["commodities"]:
            one = _commodity(file, given)
            if one.code in found:
                raise ontology_error(file, f"the code {one.code} is already taken.")
            found[one.code] = one
    return found


def commodity(code: str) -> Commodity:
    """Return one commodity; a wrong code is answered with the nearest right one.

    >>> commodity("crude_oil").unit
    'barrels'
    """
    try:
        return commodities()[code]
    except KeyError:
        raise UnknownName("commodity", code, commodities()) from None


def _commodity(file: str, given: dict[str, Any]) -> Commodity:
    try:
        label = words(file, f"the label of {given['code']}", given.get("label"))
        says, unless = given["says"], given["unless"]
        if given["unit"] not in UNITS:
            raise ontology_error(file, f"unit {given['unit']!r} is none of {', '.join(UNITS)}.")
        if not all(says[lang] for lang in ("en", "th")):
            raise ontology_error(file, f"{given['code']} needs words in both languages.")
        return Commodity(
            given["code"], label, given["unit"], (*says["en"], *says["th"]), (*unless["en"], *unless["th"])
        )
    except KeyError as missing:
        raise ontology_error(file, f"{missing.args[0]!r} is not there.") from None
