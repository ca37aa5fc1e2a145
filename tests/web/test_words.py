"""The words of the pages: in both languages, all of them used, none of them missing."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path

import pytest

from trachu.app.web import factory, speech

WORDS = sorted((factory.HERE / "words").glob("*.toml"))


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_words_fill_the_same_places_in_both_languages(path: Path) -> None:
    for key, words in speech.words_of(path.stem).items():
        places = [
            sorted(name for _, name, _, _ in string.Formatter().parse(words.say(lang)) if name) for lang in ("en", "th")
        ]

        assert places[0] == places[1], key


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_thai_is_written_in_thai_and_english_is_not(path: Path) -> None:
    for key, words in tomllib.loads(path.read_text(encoding="utf8")).items():
        assert not re.search("[ก-ฮ]", words["en"]) or key == "other_language", key
        assert re.search("[ก-ฮ]", words["th"]) or words["th"] == words["en"] or key == "other_language", key


def test_a_word_that_is_not_there_is_an_error() -> None:
    with pytest.raises(LookupError):
        speech.say("common", "nonsense", "th")
