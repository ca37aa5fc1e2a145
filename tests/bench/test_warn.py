"""Early warning on a bench: kept, explained, refused where there is nothing to watch."""

from __future__ import annotations

import pytest

from trachu import Bench
from trachu.core.errors import OptionError, UsageError


def test_the_sample_is_watched_and_said_in_both_languages(sample_bench: Bench) -> None:
    found = sample_bench.warn(offset="none")

    assert found.series + found.left_out > 0
    assert "series" in found.say("en") and "อนุกรม" in found.say("th")
    assert found.alarms.height == len(found.to_dict()["alarms"])


def test_a_second_look_computes_nothing(sample_bench: Bench) -> None:
    first = sample_bench.warn(offset="none", control="each")
    before = len(sample_bench.cache.computed)

    assert first.to_dict() == sample_bench.warn(offset="none", control="each").to_dict()
    assert before == len(sample_bench.cache.computed)


def test_an_alarm_can_be_asked_why(sample_bench: Bench) -> None:
    for row in sample_bench.warn(offset="none", control="each", rate=0.9).alarms.iter_rows(named=True):
        assert "early warning" in str(sample_bench.why(row["why"]))


@pytest.mark.parametrize("wrong", [{"rate": 0}, {"control": "all"}, {"offset": "gdp"}, {"since": "June 2023"}])
def test_a_wrong_option_is_refused(sample_bench: Bench, wrong: dict[str, object]) -> None:
    with pytest.raises(OptionError, match=next(iter(wrong))):
        sample_bench.warn(**wrong)


def test_an_empty_bench_has_nothing_to_watch(own_bench: Bench) -> None:
    with pytest.raises(UsageError, match="no happening dated to a month"):
        own_bench.warn()
