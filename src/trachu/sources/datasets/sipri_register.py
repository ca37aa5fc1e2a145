from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import FLOWS, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1950, 2025)
URL = "https://armstransfers.sipri.org/"
HEADER = ("SIPRI AT Database ID", "Supplier", "Recipient", "Delivery year", "TIV delivery values")
UNIT = "million TIV"


@dataset(
    name="sipri_register",
    version="SIPRI Arms Transfers Database",
    gives=(FLOWS,),
    years=YEARS,
    header=HEADER,
    codes="name",
    label=Words(en="SIPRI trade register of arms transfers", th="ทะเบียนการโอนอาวุธของ SIPRI"),
    url=URL,
    licence="SIPRI: non-commercial use with citation, no redistribution; bring your own download.",
    tier="C",
    cite=("sipri_armstransfers",),
)
def sipri_register(raw: bytes) -> Frames:
    r"""Read the trade register with one row per deal and delivery year into arms flows per dyad and year.

    The value is the sum of SIPRI's trend-indicator values of what was delivered: military
    capability, not price. The stars with which SIPRI marks organisations and armed groups are
    taken off their names; unknown suppliers and recipients stay, since they count in the totals.

    >>> frames = sipri_register(
    ...     b"Transfers of major weapons\nSource: a made-up example\n\n"
    ...     b"SIPRI AT Database ID,Supplier,Recipient,Designation,Delivery year,TIV delivery values\n"
    ...     b"1,Ruritania,United Nations**,X-1,2020,2.5\n2,Ruritania,United Nations**,X-2,2020,0.5\n"
    ... )
    >>> frames["flows"].select("actor", "other", "year", "type", "value", "unit").rows()
    [('Ruritania', 'United Nations', 2020, 'arms', 3.0, 'million TIV')]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("Supplier", "Recipient", "Delivery year"), url=URL)
    deals = tabular.numbers(cells, ("Delivery year", "TIV delivery values"), url=URL)
    deals = tabular.inside(deals, YEARS, url=URL, column="Delivery year")
    named = deals.drop_nulls("TIV delivery values").select(
        actor=pl.col("Supplier").str.strip_chars(" *"),
        other=pl.col("Recipient").str.strip_chars(" *"),
        year="Delivery year",
        value="TIV delivery values",
    )
    sums = named.group_by("actor", "other", "year", maintain_order=True).agg(pl.col("value").sum().round(6))
    rows = sums.with_columns(type=pl.lit("arms"), unit=pl.lit(UNIT))
    return {"flows": tabular.lay(FLOWS, rows, url=URL)}
