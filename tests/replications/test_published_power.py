"""Published indices of power, from the published figures that they are made of.

National Material Capabilities 7.0 (Singer 1987) prints CINC to eight digits; its components are whole numbers of
thousand dollars, soldiers, tons and people. Concentration was worked out in R from the same file by another program;
with CINC to eight digits it comes back to seven.
"""

from __future__ import annotations

import pytest

from trachu.core.maths import MAJORS
from trachu.core.tables import ACTORS, CAPABILITIES, PARTIES
from trachu.measures.cinc import COMPONENTS, cinc
from trachu.measures.concentration import concentration
from trachu.measures.effective_number import effective_number
from trachu.measures.polarity import polarity
from trachu.measures.power_share import power_share

# components of one state, those of all others together, and the CINC that the file prints
PRINTED = {
    ("USA", 1950): (
        (14559000, 1460, 87848, 1241836, 152271, 43964),
        (30041042, 16032, 80763, 1055452, 1991893, 223841),
        0.28444302,
    ),
    ("SUN", 1985): (
        (275000000, 3900, 155000, 2162292, 277334, 112227),
        (509009066, 24152, 565296, 9272313, 4555353, 983331),
        0.17565069,
    ),
    ("CHN", 2000): (
        (42000000, 2810, 127236, 1872051, 1277558, 588453),
        (781445000, 18884, 720505, 13144320, 4782811, 1326217),
        0.16223903,
    ),
}

# CINC of the major powers as printed, CON, HHI and the verdict of the 50/25 rule
MAJOR_POWERS = {
    1816: (
        {"GBR": 0.33661938, "FRA": 0.11728597, "DEU": 0.052219804, "AUH": 0.086052172, "RUS": 0.16430406},
        (0.3296286223, 0.2869240229, "multipolar"),
    ),
    1913: (
        {"USA": 0.21991131, "GBR": 0.11274751, "FRA": 0.068043686, "DEU": 0.14331791, "AUH": 0.044727746,
         "ITA": 0.033501688, "RUS": 0.11613843, "JPN": 0.033597723},
        (0.2377966551, None, "multipolar"),
    ),
    1946: (
        {"USA": 0.36398837, "GBR": 0.11617274, "FRA": 0.031308327, "SUN": 0.12254112},
        (0.4516140676, 0.4029664495, "unipolar"),
    ),
    1985: (
        {"USA": 0.13731508, "GBR": 0.022880208, "FRA": 0.017772308, "SUN": 0.17565069, "CHN": 0.113526},
        (0.3366988896, 0.2906929138, "bipolar"),
    ),
    2016: (
        {"USA": 0.13325359, "GBR": 0.013394697, "FRA": 0.013396263, "DEU": 0.016593548, "RUS": 0.036467496,
         "CHN": 0.23082519, "JPN": 0.033020228},
        (0.4618635624, 0.3257011002, "bipolar"),
    ),
    2022: (
        {"USA": 0.12356574, "GBR": 0.012467598, "FRA": 0.010944385, "DEU": 0.015029249, "RUS": 0.038196992,
         "CHN": 0.23409663, "JPN": 0.024713842},
        (None, 0.3447678639, "unipolar"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("state", PRINTED, ids=str)
def test_cinc_from_its_six_components(state: tuple[str, int]) -> None:
    actor, year = state
    own, rest, printed = PRINTED[state]
    rows = [
        {"actor": name, "year": year, "indicator": indicator, "value": value}
        for name, values in ((actor, own), ("all others", rest))
        for indicator, value in zip(COMPONENTS, values, strict=True)
    ]
    found = {name: value for name, _, value in cinc(CAPABILITIES.of(rows)).iter_rows()}

    assert found[actor] == pytest.approx(printed, abs=5e-9)


@pytest.mark.parametrize("year", MAJOR_POWERS)
def test_concentration_and_polarity_of_the_major_powers(year: int) -> None:
    values, (con, hhi, verdict) = MAJOR_POWERS[year]
    powers = CAPABILITIES.of([{"actor": a, "year": year, "indicator": "cinc", "value": v} for a, v in values.items()])
    spell = {"record": MAJORS, "role": "member", "since": str(min(year, 1991)), "until": "2016-12-31"}
    listed = PARTIES.of([{"actor": actor, **spell} for actor in values])
    tables = (powers, listed, ACTORS.empty())
    found = polarity(*tables, pool="majors")

    if con is not None:
        assert concentration(*tables, pool="majors")["value"].item() == pytest.approx(con, abs=1e-7)
    if hhi is not None:
        value = concentration(*tables, pool="majors", formula="hhi")["value"].item()
        assert value == pytest.approx(hhi, abs=1e-7)
        assert effective_number(*tables, pool="majors")["value"].item() == pytest.approx(1 / hhi, abs=1e-5)
    assert dict(found.select("item", "value").iter_rows())[verdict] == 1


def test_leader_of_the_major_powers_in_2022() -> None:
    values, _ = MAJOR_POWERS[2022]
    powers = CAPABILITIES.of([{"actor": a, "year": 2022, "indicator": "cinc", "value": v} for a, v in values.items()])
    found = power_share(powers, PARTIES.empty(), ACTORS.empty())
    shares = {actor: round(value, 3) for actor, value in found.select("actor", "value").iter_rows()}

    assert (shares["CHN"], shares["USA"]) == (0.510, 0.269)
