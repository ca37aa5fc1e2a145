"""Published examples of every coefficient.

Tolerance: half a unit of the last digit printed, or a whole one where the source cuts digits off (Artstein, Poesio).
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trachu.core.agreement import (
    alpha,
    alpha_u,
    alpha_u_parts,
    cohen,
    f1,
    fleiss,
    gwet_ac1,
    interval,
    merged,
    overlap_f1,
    percent,
    scott,
)


def columns(*coders: str) -> list[list[int | None]]:
    """Units from one line for each coder; a point is a missing coding."""
    return [[None if c == "." else int(c) for c in unit] for unit in zip(*coders, strict=True)]


THREE = columns(".....3412113 3.3".replace(" ", ""), "1.213343.......", "..2134 4.2113 3.4".replace(" ", ""))
FOUR = columns("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


@pytest.mark.parametrize(("level", "printed"), [("nominal", 0.6914), ("interval", 0.8108)])
def test_krippendorffs_three_coders(level: str, printed: float) -> None:
    assert printed == pytest.approx(alpha(THREE, level), abs=0.00005)


@pytest.mark.parametrize(
    ("level", "printed"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorffs_four_coders(level: str, printed: float) -> None:
    assert printed == pytest.approx(alpha(FOUR, level), abs=0.0005)


def table(cells: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    return [pair for pair, count in cells.items() for _ in range(count)]


# Artstein and Poesio (2008), Computational Linguistics 34(4), pages 558 and 568
STATEMENTS = table({("s", "s"): 20, ("r", "s"): 20, ("s", "r"): 10, ("r", "r"): 50})
CHECKS = table({("s", "s"): 46, ("r", "s"): 6, ("r", "r"): 32, ("r", "c"): 6, ("c", "c"): 10})


@pytest.mark.parametrize(
    ("units", "observed", "kappa", "pi"), [(STATEMENTS, 0.7, 0.348, 0.341), (CHECKS, 0.88, 0.801, 0.799)]
)
def test_two_coders_of_artstein_and_poesio(
    units: list[tuple[str, str]], observed: float, kappa: float, pi: float
) -> None:
    assert observed == pytest.approx(percent(units))
    assert kappa == pytest.approx(cohen(units), abs=0.0005)
    assert pi == pytest.approx(scott(units), abs=0.001)


def test_alpha_of_artstein_and_poesio() -> None:
    assert 0.800 == pytest.approx(alpha(CHECKS), abs=0.001)


FLEISS = """444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445
333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"""


def test_fleiss_six_psychiatrists() -> None:
    units = [list(unit) for unit in FLEISS.split()]

    assert 0.430 == pytest.approx(fleiss(units), abs=0.0005)


def test_gwets_coefficient_withstands_prevalence() -> None:
    units = table({("y", "y"): 118, ("y", "n"): 5, ("n", "y"): 2})

    assert cohen(units) < 0
    assert 0.94 == pytest.approx(gwet_ac1(units), abs=0.005)


CONTINUUM = [  # Krippendorff (2004), Content Analysis, 2nd ed., p. 254; it runs from 150 to 450
    {"c": [(225, 295), (370, 400)], "k": [(180, 240), (300, 350)]},
    {"c": [(220, 300), (355, 375), (400, 420)], "k": [(180, 240), (300, 350)]},
]
SHIFTED = [{name: [(s - 150, e - 150) for s, e in spans] for name, spans in coder.items()} for coder in CONTINUUM]


def test_krippendorffs_continuum() -> None:
    parts = alpha_u_parts(SHIFTED, 300)

    assert {"c": 0.0144, "k": 0.0} == pytest.approx({c: p.observed for c, p in parts.items()}, abs=0.00005)
    assert {"c": 0.0532, "k": 0.0490} == pytest.approx({c: p.expected for c, p in parts.items()}, abs=0.00005)
    assert 0.8591 == pytest.approx(alpha_u(SHIFTED, 300), abs=0.0005)


def stretched(*coders: list[tuple[int, int]], by: int) -> list[dict[str, list[tuple[int, int]]]]:
    return [{"x": [(start * by, end * by) for start, end in coder]} for coder in coders]


# Krippendorff (1995), Sociological Methodology 25, p. 57: pairs of coders on a continuum without smallest units
A = [(2, 10), (14, 20)], [(4, 8), (15, 17)]
B = [(0, 18)], [(0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10)]
C = (
    [(2, 8), (10, 12), (14, 18), (20, 22)],
    [(0, 2), (4, 8), (10, 14), (16, 18), (20, 22)],
)
D = [(0, 2), (2, 10), (10, 14), (14, 20), (20, 24)], [(0, 4), (4, 8), (8, 15), (15, 17), (17, 24)]


@pytest.mark.parametrize(("coders", "observed"), [(A, 0.03125), (B, 2.26736), (C, 0.02777), (D, 0.38715)], ids="ABCD")
def test_observed_disagreement_of_krippendorff_1995(coders: tuple[list[tuple[int, int]], ...], observed: float) -> None:
    parts = alpha_u_parts(stretched(*coders, by=1), 24)

    assert observed == pytest.approx(parts["x"].observed, abs=0.00001)


@pytest.mark.parametrize(("coders", "printed"), [(A, 0.553), (B, -0.926), (C, 0.679), (D, 0.066)], ids="ABCD")
def test_alpha_of_krippendorff_1995(coders: tuple[list[tuple[int, int]], ...], printed: float) -> None:
    """The paper of 1995 prints expected disagreements that the formula of 2004 meets to within 0.02."""
    assert printed == pytest.approx(alpha_u(stretched(*coders, by=50_000), 1_200_000), abs=0.02)


@pytest.mark.parametrize("units", [[], [["a", None]], [["a", "a"], ["a", "a"]]])
def test_what_the_data_do_not_determine_is_not_computed(units: list[list[str | None]]) -> None:
    assert [None] * 5 == [measure(units) for measure in (alpha, cohen, scott, fleiss, gwet_ac1)]


def test_spans_without_any_mark_are_not_computed() -> None:
    assert alpha_u([{}, {}], 100) is None
    assert f1([], []) is None
    assert overlap_f1([], []) is None


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)).map(lambda s: (s[0], s[0] + s[1])), max_size=6)


@given(SPANS, SPANS)
def test_order_of_coders_does_not_matter(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    assert alpha_u([{"x": one}, {"x": other}], 60) == pytest.approx(alpha_u([{"x": other}, {"x": one}], 60))
    assert overlap_f1(one, other) == pytest.approx(overlap_f1(other, one))


@given(SPANS.filter(bool))
def test_the_same_spans_agree_wholly(spans: list[tuple[int, int]]) -> None:
    assert 1.0 == alpha_u([{"x": spans}, {"x": spans}], 60)
    assert merged(merged(spans)) == merged(spans)


def test_the_interval_holds_the_value_and_is_the_same_again() -> None:
    documents = [[["a", "a"], ["b", "b"], ["a", "b"]], [["a", "a"], ["b", "b"]], [["b", "b"], ["b", "a"]]] * 4

    def value(drawn: list[list[list[str]]]) -> float | None:
        return alpha([unit for document in drawn for unit in document])

    low, high = interval(documents, value, draws=200)

    assert low < value(documents) < high
    assert (low, high) == interval(documents, value, draws=200)
