"""Agreement in the 55th session of the UN General Assembly, as published.

The 67 roll calls of the session (2000/01), in the order of their numbers in the data of Voeten: y yes, a abstain,
n no, a dot for no vote. The published shares are those with the United States and Russia in the replication data of
Imai's "Quantitative Social Science" and in Bailey, Strezhnev & Voeten (2017), printed to seven digits.
"""

from __future__ import annotations

import pytest

from trachu.core.tables import CHOICES
from trachu.measures.un_agreement import un_agreement

SESSION = 55
VOTES = {
    "USA": "nyynnaaanyynaanyynyannnyaannnnnynnaynnnnnyyayanynnnnnnnaanannnyynnn",
    "RUS": "yyyyaayyyayayynyaayanayy.yyaayyayyyyyyyyynaayyyyyyyayyyyyyayyyyyyyy",
    "CHN": "yyyyyyyyyyyyyyayayaayayyyyyyyyyayyyayyyyynanayyyyyyyyyyyyyyyyyyyyyy",
    "THA": "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyaaayyaaaayyyyyyyyyyyyyyyyyyyyyy",
}
WORDS = {"y": "yes", "a": "abstain", "n": "no", ".": "absent"}
PUBLISHED = {("THA", "USA"): 0.2089552, ("RUS", "THA"): 0.6969697, ("CHN", "RUS"): 0.7727273}


@pytest.mark.parametrize("pair", PUBLISHED, ids="-".join)
def test_published_agreement(pair: tuple[str, str]) -> None:
    rows = [
        {"actor": actor, "item": f"{number}", "session": SESSION, "choice": WORDS[vote]}
        for actor, votes in VOTES.items()
        for number, vote in enumerate(votes)
    ]
    found = {(a, b): (y, v) for a, b, y, v in un_agreement(CHOICES.of(rows)).drop("because").iter_rows()}

    assert found[pair] == (2000, pytest.approx(PUBLISHED[pair], abs=5e-8))
