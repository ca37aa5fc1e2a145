"""The options that several verbs of the command line share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    Path | None, typer.Option("--bench", "-b", envvar="TRACHU_BENCH", help="The bench's folder. โฟลเดอร์โต๊ะงาน")
]
Language = Annotated[str | None, typer.Option("--lang", help="th or en. ภาษา")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON. พิมพ์เป็น JSON")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV. พิมพ์เป็น CSV")]
Parquet = Annotated[bool, typer.Option("--parquet", help="Print Parquet. พิมพ์เป็น Parquet")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress. ไม่แสดงความคืบหน้า")]
Options = Annotated[list[str] | None, typer.Argument(help="OPTION=VALUE …, such as base=gdp. ตัวเลือก")]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="File: .parquet .csv .dta .arrow (R) .graphml, with codebook. แฟ้มปลายทาง"),
]
Method = Annotated[bool, typer.Option("--method", help="Print the method paragraph. พิมพ์ย่อหน้าวิธีวิจัย")]
Draws = Annotated[int, typer.Option("--draws", help="How many draws. จำนวนการสุ่ม")]
Seed = Annotated[int, typer.Option("--seed", help="The seed of the draws. ค่าเริ่มต้นการสุ่ม")]
First = Annotated[int, typer.Option("--first", help="First origin. ปี ค.ศ. แรก")]
Last = Annotated[int, typer.Option("--last", help="Last origin. ปี ค.ศ. สุดท้าย")]
OnlyYear = Annotated[int | None, typer.Option("--year", help="Only this year. เฉพาะปี ค.ศ. นี้")]
Limit = Annotated[int, typer.Option("--limit", help="How many. จำนวน")]
