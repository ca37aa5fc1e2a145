"""Every dataset says its terms in Thai too."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from trachu.bench import shelves
from trachu.core import parts
from trachu.ontology.licence import licence, licences

shelves.load()
SAMPLE = tomllib.loads(files("trachu.bench").joinpath("samples", "sample.toml").read_text(encoding="utf8"))
NAMED = sorted({part.more["licence"] for part in parts.all_of("dataset")})


@pytest.mark.parametrize("terms", NAMED)
def test_the_terms_of_a_dataset_are_known_in_thai(terms: str) -> None:
    assert terms in licences()


def test_no_terms_are_left_that_nothing_names() -> None:
    assert set(licences()) <= {*NAMED, *(one["licence"] for one in SAMPLE["files"])}


def test_terms_that_somebody_typed_stay_as_they_are() -> None:
    assert ("own terms", "own terms") == (licence("own terms").en, licence("own terms").th)
