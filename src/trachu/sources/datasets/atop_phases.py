from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import PARTIES, TIES, Frames
from trachu.core.words import Words
from trachu.sources import pacts, tabular

URL, YEARS = pacts.URL, pacts.YEARS
HEADER = ("atopid", "atopidphase", "phase", "maxphase", "begyr", "endyr", "mem1", "mem2", *pacts.FLAGS)


@dataset(
    name="atop_phases",
    version="5.1",
    gives=(TIES, PARTIES),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="ATOP: phases of alliances and their terms", th="ATOP: ระยะของพันธมิตรและเงื่อนไขในแต่ละระยะ"),
    url=URL,
    licence=pacts.LICENCE,
    tier="B",
    download=pacts.DOWNLOAD,
    cite=pacts.CITE,
    editions=pacts.EDITIONS,
)
def atop_phases(raw: bytes) -> Frames:
    r"""Read the phase-level file atop5_1aph.csv, or the archive it comes in, into a tie for each phase.

    A phase is an alliance between two rewritings of its terms. A tie `ATOPPH:` with the number of the alliance
    and of the phase, of the type `phase_terms`, has the obligations and terms of that phase; see the dataset
    `atop_alliances` for what they are.

    >>> header = "atopid,atopidphase,begyr,begmo,begday,endyr,endmo,endday,bilat,phase,maxphase,mem1,mem2"
    >>> flags, terms = ",defense,offense,neutral,nonagg,consul", pacts.TERMS[1:]
    >>> frames = atop_phases(
    ...     f"{header}{flags},{','.join(terms)}\n"
    ...     f"1345,1345.1,1881,6,28,1889,6,28,1,1,2,300,345,0,0,0,0,1,{'0,' * 13}0\n".encode()
    ... )
    >>> frames["ties"].select("tie", "since", "until", "obligations").row(0)
    ('ATOPPH:1345.1', '1881-06-28', '1889-06-28', ['consul', 'bilat=1'])
    """
    cells = tabular.sheet(raw, HEADER, url=URL, more=None)
    cells = tabular.columned(cells, (*pacts.SPELL, *pacts.FLAGS, *pacts.TERMS), url=URL)
    cells = tabular.required(cells, ("atopid", "phase", "begyr", "mem1"), url=URL)
    phase = pl.col("phase").str.strip_suffix(".0")
    name = pl.when(phase == "0").then("atopid").otherwise(pl.format("{}.{}", "atopid", phase))
    return pacts.alliances(cells, "phase_terms", "ATOPPH:" + name)
