from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import PARTIES, TIES, Frames
from trachu.core.words import Words
from trachu.sources import pacts, tabular

URL, YEARS = pacts.URL, pacts.YEARS
HEADER = ("atopid", "maxphase", "begyr", "endyr", "mem1", "mem2", *pacts.FLAGS)
PHASE = "atopidphase"  # only the file of phases has it


@dataset(
    name="atop_alliances",
    version="5.1",
    gives=(TIES, PARTIES),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="ATOP: alliances and their terms", th="ATOP: พันธมิตรและเงื่อนไขในสนธิสัญญา"),
    url=URL,
    licence=pacts.LICENCE,
    tier="B",
    download=pacts.DOWNLOAD,
    cite=pacts.CITE,
    editions=pacts.EDITIONS,
)
def atop_alliances(raw: bytes) -> Frames:
    r"""Read the alliance-level file atop5_1a.csv, or the archive it comes in, into a tie for each alliance.

    A tie `ATOPA:` and its number, of the type `alliance_terms`, has the five obligations and, with their
    levels as the codebook numbers them, the other terms: `milcon=2` is a level of military contact, `base=3`
    one of bases. Over all phases of an alliance the file gives one row. It does not tell who joined or left
    when, so its members are parties in the role `listed`; the dataset `atop` has their dates.

    >>> header = "atopid,begyr,begmo,begday,endyr,endmo,endday,bilat,maxphase,mem1,mem2,mem3"
    >>> flags, terms = ",defense,offense,neutral,nonagg,consul", pacts.TERMS[1:]
    >>> frames = atop_alliances(
    ...     f"{header}{flags},{','.join(terms)}\n3440,1961,7,6,1996,9,10,1,0,365,731,,1,0,0,1,0,{'0,' * 13}2\n".encode()
    ... )
    >>> frames["ties"].select("tie", "since", "until", "obligations").row(0)
    ('ATOPA:3440', '1961-07-06', '1996-09-10', ['defense', 'nonagg', 'bilat=1', 'conwtin=2'])
    >>> frames["parties"].select("role", "actor").rows()
    [('listed', '365'), ('listed', '731')]
    """
    found = [cells for _, cells in tabular.sheets(raw, HEADER, url=URL, more=None) if PHASE not in cells.columns]
    if not found:
        raise tabular.fault(
            "This is the file of phases; atop_phases reads it.", "แฟ้มนี้แยกตามระยะของพันธมิตร อ่านด้วย atop_phases", URL
        )
    cells = tabular.columned(found[0], (*pacts.SPELL, *pacts.FLAGS, *pacts.TERMS), url=URL)
    cells = tabular.required(cells, ("atopid", "begyr", "mem1"), url=URL)
    return pacts.alliances(cells, "alliance_terms", pl.format("ATOPA:{}", "atopid"))
