"""References kept elsewhere describe the sources of a bench, and nothing else."""

from __future__ import annotations

import json

import pytest

from trachu import Bench
from trachu.core.errors import UsageError

RIS = "TY  - GEN\nTI  - Third\nL1  - third.txt\nPY  - 2020\nER  - \n"


@pytest.fixture
def desk(tmp_path):
    bench = Bench(tmp_path / "desk")
    for name in ("first", "second", "third"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} text of two states.", encoding="utf8")
        bench.add(tmp_path / f"{name}.txt", title="A title of its own" if name == "second" else None, url="https://x.y")
    return bench


def sources(bench):
    return {source.name: source for source in bench.store.sources()}


def test_bibtex_csl_and_ris_describe_sources(desk, tmp_path):
    (tmp_path / "refs.bib").write_text(
        "@book{k, title={One}, author={Cha, V.}, year=2004, file={:x/first.txt:text}}\n@book{z, title={Unknown}}\n",
        encoding="utf8",
    )
    items = [
        {"id": "q", "title": "a  title of its OWN", "author": [{"literal": "UN"}], "issued": {"date-parts": [[2024]]}}
    ]
    (tmp_path / "refs.json").write_text(json.dumps(items), encoding="utf8")
    (tmp_path / "refs.ris").write_text(RIS, encoding="utf8")
    taken = [desk.import_(tmp_path / name) for name in ("refs.bib", "refs.json", "refs.ris")]
    found = sources(desk)

    assert [1, 1, 1] == [one.sources for one in taken]
    assert [1, 0, 0] == [len(one.left_out) for one in taken]
    assert "Unknown" in taken[0].left_out[0].th
    assert ("One", "Cha, V.", "2004") == tuple(
        getattr(found["first.txt"], n) for n in ("title", "authors", "published")
    )
    assert ("{UN}", "2024") == (found["second.txt"].authors, found["second.txt"].published)
    assert "2020" == found["third.txt"].published
    assert {"https://x.y"} == {source.url for source in found.values()}, "what a record does not tell stays"


def test_other_files_are_refused(desk, tmp_path):
    (tmp_path / "refs.doc").write_text("x", encoding="utf8")

    with pytest.raises(UsageError):
        desk.import_(tmp_path / "refs.doc")
