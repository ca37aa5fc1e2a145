"""From a number to the page or to the line of the published file, every step there."""

from __future__ import annotations

from pathlib import Path

from trachu import Bench
from trachu.bench.rows import file_line


def test_a_figure_leads_to_the_line_of_its_file(sample_bench: Bench) -> None:
    value = sample_bench.measure("power_share", base="gdp").filter(actor="THA", year=2022)
    said = str(sample_bench.why(value))

    assert "figure: capabilities · THA · 2022 · gdp = 495,645,000,000 current USD" in said
    assert "starter.csv, line 806: THA,2022,gdp,495645000000" in said
    assert "source: starter@1 · starter.csv · sha256:" in said


def test_a_trace_alone_finds_its_values(sample_bench: Bench) -> None:
    value = sample_bench.measure("power_share", base="gdp").filter(actor="THA", year=2022)
    tree = sample_bench.why(value["why"][0])

    assert any("2022" in row for row in tree.rows)


def test_a_claim_leads_to_the_words_of_the_raw_file(sample_bench: Bench) -> None:
    claims = sample_bench.table("claims")
    for row in claims.sample(20, seed=1).iter_rows(named=True):
        tree = sample_bench.why(row)
        kinds = [one.kind for one in tree.walk()]

        assert ["claim", "passage", "source"] == kinds
        assert row["text"] in tree.says


def test_every_sentence_of_every_brief_leads_to_a_source(sample_bench: Bench) -> None:
    for name in ("order", "dyad", "outlook"):
        whys = sample_bench.brief(name).content.traces()
        traces = sample_bench.traces()
        for why in whys:
            kinds = {one.kind for one in traces.tree(why).walk()}

            assert "source" in kinds, f"{name}: {why}"


def test_places_in_a_text_file_are_places_in_the_file(own_bench: Bench, tmp_path: Path) -> None:
    text = "Note\r\n\r\nเมื่อวันที่ 19 มิถุนายน 2567 รัสเซียและเกาหลีเหนือลงนามสนธิสัญญา\r\n"
    path = tmp_path / "note.txt"
    path.write_bytes(text.encode())
    own_bench.add(path)

    claims = own_bench.table("claims")
    assert claims.height
    for row in claims.iter_rows(named=True):
        assert row["text"].split()[0] in text[row["raw_start"] : row["raw_end"]]


def test_file_line_of_a_wide_file_and_of_no_text() -> None:
    wide = b'"Country Name","Country Code","1960"\n"Thailand","THA","27"\n'
    row = {"actor": "THA", "year": 1960, "what": "pop"}

    assert (2, '"Thailand","THA","27"') == file_line(wide, row)
    assert file_line(b"PK\x03\x04", row) is None
