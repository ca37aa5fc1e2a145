from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1960, 2025)
URL = "https://data.worldbank.org/indicator/NY.GDP.MKTP.CD"
HEADER = ("Country Name", "Country Code", "Indicator Name", "Indicator Code")

INDICATORS = {
    "NY.GDP.MKTP.CD": ("gdp", "current USD"),
    "NY.GDP.MKTP.PP.KD": ("gdp_ppp", "constant international USD"),
    "SP.POP.TOTL": ("pop", "people"),
    "MS.MIL.XPND.CD": ("milex_sipri", "current USD"),
}
# The World Bank's own codes for regions, income groups and lending groups: sums of states, not actors.
SUMS = [
    "AFE", "AFW", "ARB", "CEB", "CSS", "EAP", "EAR", "EAS", "ECA", "ECS", "EMU", "EUU", "FCS", "HIC", "HPC", "IBD",
    "IBT", "IDA", "IDB", "IDX", "INX", "LAC", "LCN", "LDC", "LIC", "LMC", "LMY", "LTE", "MEA", "MIC", "MNA", "NAC",
    "OED", "OSS", "PRE", "PSS", "PST", "SAS", "SSA", "SSF", "SST", "TEA", "TEC", "TLA", "TMN", "TSA", "TSS", "UMC",
    "WLD",
]  # fmt: skip


@dataset(
    name="world_bank",
    version="WDI",
    gives=(CAPABILITIES,),
    years=YEARS,
    header=HEADER,
    codes="iso3",
    label=Words(en="World Bank: GDP and population", th="ธนาคารโลก: ผลิตภัณฑ์มวลรวมในประเทศและประชากร"),
    url=URL,
    licence="CC BY 4.0 (World Bank); its military expenditure series is SIPRI's and follows SIPRI's terms.",
    tier="A",
    download=(
        "https://api.worldbank.org/v2/en/indicator/NY.GDP.MKTP.CD?downloadformat=csv",
        "https://api.worldbank.org/v2/en/indicator/SP.POP.TOTL?downloadformat=csv",
    ),
    cite=("worldbank_wdi",),
)
def world_bank(raw: bytes) -> Frames:
    r"""Read the CSV download of an indicator, or the bulk WDICSV.csv: one column per year.

    The indicator is read off the file. Regions and income groups are left out; years without a
    value have no row.

    >>> frames = world_bank(
    ...     b'"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-06-28",\n\n'
    ...     b'"Country Name","Country Code","Indicator Name","Indicator Code","2021","2022",\n'
    ...     b'"Thailand","THA","Population, total","SP.POP.TOTL","71601103","",\n'
    ...     b'"World","WLD","Population, total","SP.POP.TOTL","7888305693","7950946801",\n'
    ... )
    >>> frames["capabilities"].select("actor", "year", "indicator", "value").rows()
    [('THA', 2021, 'pop', 71601103.0)]
    """
    cells = tabular.sheet(raw, HEADER, url=URL, more=None)
    cells = tabular.required(cells, ("Country Code", "Indicator Code"), url=URL)
    known = cells.filter(pl.col("Indicator Code").is_in(list(INDICATORS)))
    if not known.height:
        code = cells["Indicator Code"][0]
        raise tabular.fault(
            f"The file holds {code}; this part reads {', '.join(INDICATORS)}.",
            f"แฟ้มมีดัชนี {code} ส่วนประกอบนี้อ่าน {', '.join(INDICATORS)}",
            URL,
        )
    years = [name for name in known.columns if name.isdigit()]
    states = tabular.numbers(known.filter(~pl.col("Country Code").is_in(SUMS)), years, url=URL)
    long = states.unpivot(years, index=["Country Code", "Indicator Code"], variable_name="year").drop_nulls("value")
    rows = tabular.inside(tabular.numbers(long, ("year",), url=URL), YEARS, url=URL).select(
        "year",
        "value",
        actor="Country Code",
        indicator=pl.col("Indicator Code").replace_strict({c: n for c, (n, _) in INDICATORS.items()}),
        unit=pl.col("Indicator Code").replace_strict({c: u for c, (_, u) in INDICATORS.items()}),
    )
    return {"capabilities": tabular.lay(CAPABILITIES, rows, url=URL)}
