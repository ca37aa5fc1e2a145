"""Organs of a state: a ministry beside the name of its state is one mention, such as `RUS:MFA`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trachu.core.patterns import opening
from trachu.evidence.mention import SURE, Mention

_ORGANS = (
    ("MFA", r"กระทรวงการต่างประเทศ|กระทรวงต่างประเทศ|Foreign Ministry|Ministry of Foreign Affairs"),
    ("MOD", r"กระทรวงกลาโหม|Ministry of Defen[cs]e|Defen[cs]e Ministry"),
    ("PARLIAMENT", r"รัฐสภา|(?:the\s)?[Pp]arliament"),
    ("NSC", r"สภาความมั่นคงแห่งชาติ|National Security Council"),
)
_ORGAN = opening("กรสFMDNtPp", "|".join(f"(?P<{name}>{forms})" for name, forms in _ORGANS))
_OF = re.compile(r"\s{0,2}(?:ของ|แห่ง|ประจำ|of\s(?:the\s)?)?\s{0,2}(?:ประเทศ|ทาง)?$")
ORGANS_NEED_NAME = ("PARLIAMENT", "NSC")  # without the state beside it, the word may mean anything


def organs_in(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Join a ministry with its state, behind or before it, into one mention such as `RUS:MFA`."""
    kept = list(mentions)
    for match in _ORGAN.finditer(text):
        organ = match.lastgroup or ""
        if any(m.start < match.end() and match.start() < m.end for m in kept):
            continue
        polities = [m for m in kept if m.type == "GPE" and ":" not in m.actor]
        beside = next(
            (m for m in polities if m.start >= match.end() and _OF.fullmatch(text[match.end() : m.start])), None
        )
        before = next(
            (m for m in polities if m.end <= match.start() and not text[m.end : match.start()].strip("'’s ")), None
        )
        joined = beside or before
        owner = joined or (None if organ in ORGANS_NEED_NAME else _nearest(polities, match.start()))
        if owner:
            start, end = (
                min(match.start(), joined.start if joined else match.start()),
                max(match.end(), joined.end if joined else 0),
            )
            kept = [m for m in kept if m is not joined]
            sure = SURE["organ"] if joined else 0.6
            kept.append(Mention(start, end, f"{owner.actor}:{organ}", "ORG", "organ", sure))
    return sorted(kept, key=lambda m: m.start)


def _nearest(polities: Sequence[Mention], at: int) -> Mention | None:
    before = [m for m in polities if m.end <= at]
    return before[-1] if before else min(polities, key=lambda m: m.start, default=None)
