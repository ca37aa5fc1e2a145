"""Draw what the simulation believed before and after it saw the data, in Thai and English.

    python -m benchmarks.calibration BENCH [FOLDER]

BENCH is a bench with the National Material Capabilities, the list of alliances (ATOP) and the Maddison Project's
products. The figures of docs/explanation/calibration.md are made by it, one for each target.
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.sax.saxutils import escape

from trachu import Bench
from trachu.bench.calibrate import Target, calibrate, density, told

FIGURES: dict[Target, tuple[str, int]] = {  # name and how many draws
    "nmc": ("calibration.svg", 2000), "atop": ("calibration-pacts.svg", 6000), "gdp": ("calibration-growth.svg", 2000),
}  # fmt: skip
WIDE, HIGH, ROOM, COLUMNS = 380, 110, 66, 2
STYLE = "font-family='Sarabun, TH Sarabun New, Noto Sans Thai, sans-serif'"


def path(xs: list[float], ys: list[float], low: float, high: float, top: float) -> str:
    points = [f"{(x - low) / (high - low) * WIDE:.1f},{HIGH - y / top * HIGH:.1f}" for x, y in zip(xs, ys, strict=True)]
    return " ".join(points)


def panel(row: dict[str, object], xs: list[float], before: list[float], after: list[float]) -> str:
    low, high, top = xs[0], xs[-1], max(*before, *after)
    learnt = f"{float(str(row['learnt'])):.0%}"
    lines = [
        f"<text y='-34' font-size='12' font-weight='bold'>{escape(str(row['parameter']))} · {learnt}</text>",
        f"<text y='-20' font-size='9'>{escape(str(row['label_en']))}</text>",
        f"<text y='-7' font-size='9'>{escape(str(row['label_th']))}</text>",
        f"<line x1='0' y1='{HIGH}' x2='{WIDE}' y2='{HIGH}' stroke='#555'/>",
        f"<polyline points='{path(xs, before, low, high, top)}' fill='none' stroke='#888' stroke-dasharray='4 3'/>",
        f"<polyline points='0,{HIGH} {path(xs, after, low, high, top)} {WIDE},{HIGH}' fill='#1f6f8b55' "
        "stroke='#1f6f8b' stroke-width='1.5'/>",
        f"<text y='{HIGH + 13}' font-size='9'>{low:.3g}</text>",
        f"<text x='{WIDE}' y='{HIGH + 13}' font-size='9' text-anchor='end'>{high:.3g}</text>",
    ]
    return "\n".join(lines)


def figure(bench: Bench, target: Target, draws: int) -> str:
    found = calibrate(bench, target=target, draws=draws)
    panels = []
    for number, row in enumerate(told(found, target).iter_rows(named=True)):
        shape = density(found, row["parameter"], target)
        xs, before, after = (shape[name].to_list() for name in ("value", "prior", "posterior"))
        x, y = number % COLUMNS * (WIDE + 60) + 20, number // COLUMNS * (HIGH + ROOM) + 90
        panels.append(f"<g transform='translate({x} {y})'>{panel(row, xs, before, after)}</g>")
    rows = -(-len(panels) // COLUMNS)
    width, height = COLUMNS * (WIDE + 60) + 20, rows * (HIGH + ROOM) + 60
    head = (
        f"<text x='20' y='20' font-size='12' {STYLE}>dashed: before the data · filled: after · per cent: "
        "variance that the data took away</text>"
        f"<text x='20' y='36' font-size='12' {STYLE}>เส้นประ: ก่อนเห็นข้อมูล · พื้นทึบ: หลังเห็นข้อมูล · ร้อยละ: "
        "ความแปรปรวนที่ข้อมูลลดลงได้</text>"
    )
    body = "\n".join(panels)
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' role='img' {STYLE}>"
        f"<title>Prior and posterior · ก่อนและหลังเห็นข้อมูล</title><rect width='100%' height='100%' fill='white'/>"
        f"{head}\n{body}</svg>\n"
    )


def main(folder: str, out: Path) -> None:
    bench = Bench(folder)
    for target, (name, draws) in FIGURES.items():
        (out / name).write_text(figure(bench, target, draws), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2] if len(sys.argv) > 2 else "docs/explanation"))
