"""Contradictions are found with both sides cited, and what only looks like one is left alone."""

from __future__ import annotations

import pytest

from trachu.core.tables import PARTIES, TIES
from trachu.facts import conflicts, memberships, ties
from trachu.facts.events import cluster, events
from trachu.facts.finding import ABOUT, conflicts_of
from trachu.facts.memberships import List
from trachu.facts.ties import Ties

STATES = ["THA", "FIN", "USA", "FRA", "RUS"]
LISTS = {
    "IGO:NATO": List(True, "2025", 2),
    "FORUM:CSTD": List(False, "2025", 43),
    "FORUM:QUAD": List(True, "2025", None),
}


@pytest.fixture
def known():
    def party(forum, role, actor, since=None, until=None):
        return {"record": forum, "role": role, "actor": actor, "since": since, "until": until, "why": f"source:{forum}"}

    frame = TIES.of([{"tie": name, "type": "forum", "exhaustive": one.exhaustive, "why": f"source:{name}"}
                     for name, one in LISTS.items()])  # fmt: skip
    parties = PARTIES.of(
        [
            party("IGO:NATO", "member", "USA", "1949-08-24"), party("IGO:NATO", "member", "FIN", "2023-04-04"),
            party("IGO:NATO", "partner", "RUS", "1994", "2022"), party("FORUM:CSTD", "non_member", "THA", "2025"),
            party("FORUM:CSTD", "member", "FIN"),
        ]
    )  # fmt: skip
    return Ties(frame, parties)


def checked(tell, known, *claims):
    return memberships.check(ties.said(*tell.evidence(*claims)), known, LISTS, STATES)


@pytest.mark.parametrize(
    ("relation", "forum", "actor", "against"),
    [
        ("member", "FORUM:CSTD", "THA", "non_member 2025"),
        ("participant", "IGO:NATO", "FRA", "not in the complete list as of 2025"),
        ("non_member", "IGO:NATO", "FIN", "member 2023-04-04"),
    ],
)
def test_a_membership_is_contradicted(tell, known, relation, forum, actor, against):
    done = checked(tell, known, tell.tie("t", relation, forum, actor))

    assert [("membership", against)] == [(f.about, f.against) for f in done.findings]
    assert {"t"} == done.refuted
    assert {"claim:t", f"source:{forum}"} == set(done.findings[0].whys)


@pytest.mark.parametrize(
    ("relation", "forum", "actor", "date"),
    [
        ("member", "IGO:NATO", "FIN", None),  # it is one
        ("founder", "IGO:NATO", "USA", None),  # founders are members
        ("member", "FORUM:CSTD", "FRA", None),  # the list is not complete
        ("member", "IGO:NATO", "RUS", None),  # it stands in some relation to it: which one is a matter of words
        ("member", "IGO:NATO", "FIRM:THALES", None),  # firms are not listed
        ("member", "FORUM:OTHER", "FRA", None),  # a forum nobody knows
        ("non_member", "IGO:NATO", "FIN", "2009"),  # it was not one then
        ("non_member", "IGO:NATO", "FRA", None),
        ("observer", "IGO:NATO", "FRA", None),
    ],
)
def test_a_membership_is_not_contradicted(tell, known, relation, forum, actor, date):
    assert checked(tell, known, tell.tie("t", relation, forum, actor, date=date)).findings == ()


@pytest.mark.parametrize(
    ("forum", "value", "date", "found"),
    [
        ("IGO:NATO", 2.0, None, 0), ("IGO:NATO", 1.0, "2010", 0), ("IGO:NATO", 1.0, None, 0),
        ("IGO:NATO", 32.0, None, 1), ("IGO:NATO", 1.0, "2024", 1), ("FORUM:CSTD", 99.0, None, 0),
    ],
)  # fmt: skip
def test_a_count_is_held_against_the_list_at_its_time(tell, known, forum, value, date, found):
    done = checked(tell, known, tell.tie("t", "member_count", forum, value=value, date=date))

    assert found == len(done.findings)
    assert frozenset() == done.refuted


def test_documents_confirm_add_and_never_overrule(tell, known):
    claims, parties = tell.evidence(
        tell.tie("again", "party", "IGO:NATO", "FIN"), tell.tie("wrong", "member", "FORUM:CSTD", "THA"),
        tell.tie("new", "observer", "FORUM:NEW", "THA FRA", date="2024"), tell.tie("count", "member_count", "IGO:NATO"),
        tell.tie("absent", "not_listed", "FORUM:QUAD", "THA"),
        tell.tie("denied", "member", "FORUM:QUAD", "THA", stance="denies"),
    )  # fmt: skip
    told = ties.said(claims, parties)
    refuted = memberships.check(told, known, LISTS, STATES).refuted
    done = ties.with_claims(known, told, refuted)
    whys = {(r, a): w for r, _, a, _, _, w in done.parties.rows()}
    traces = {t.id: t for t in done.traces}

    assert traces[whys["IGO:NATO", "FIN"]].parents == ("claim:again", "source:IGO:NATO")
    assert whys["IGO:NATO", "USA"] == "source:IGO:NATO"
    assert (
        traces[whys["FORUM:NEW", "THA"]].says, traces[whys["FORUM:NEW", "THA"]].parents
    ) == ("said by documents alone", ("claim:new",))  # fmt: skip
    assert 2 + known.parties.height == done.parties.height
    assert [traces[w].says for w in done.frame.filter(tie="FORUM:NEW")["why"]] == ["named by documents alone"]
    assert done.parties.equals(ties.with_claims(known, told.reverse(), refuted).parties)


def test_a_denial_stands_against_what_it_disputes(tell):
    claims, _ = tell.evidence(
        tell.event("arms", "AID", "2022-11", "PRK", "RUS"),
        (tell.told("no", "statement", type="statement", stance="denies", disputes=["arms", "gone"]), {}),
    )
    [finding] = conflicts.denials(claims)

    assert (
        finding.record, finding.other, finding.about, finding.whys
    ) == ("no", "arms", "denial", ("claim:no", "claim:arms"))  # fmt: skip


@pytest.mark.parametrize(
    ("date", "cited", "stance", "found"),
    [
        ("2024-03", ["Reuters, 2022"], "asserts", 1), ("2024-03", ["รงรอง วงศ์โอบอ้อม, 2561"], "reports", 1),
        ("2022-12", ["Reuters, 2022"], "asserts", 0), ("2024", ["Reuters, 2022", "AP, 2025"], "asserts", 0),
        ("2024", ["Reuters, 2022", "Lankov, n.d."], "asserts", 0), ("2030", ["Reuters, 2022"], "predicts", 0),
        (None, ["Reuters, 2022"], "asserts", 0), ("2022/2024", ["Reuters, 2022"], "asserts", 0),
    ],
)  # fmt: skip
def test_a_source_cannot_know_the_future(tell, date, cited, stance, found):
    def older(text):
        claims, _ = tell.evidence(tell.event("e", "AID", date, "PRK", "RUS", cited=cited, stance=stance, text=text))
        return len(conflicts.older_sources(claims))

    assert older(f"Arms were sent in {date}") == found
    assert older("Arms were sent") == 0, "a date that the words do not give proves nothing"


def differing(tell, *rows):
    claims, parties = tell.evidence(*rows)
    clusters = cluster(claims, parties)
    done = events(claims, parties, clusters)
    return conflicts.differing_dates(done.frame, done.parties, claims, clusters)


def test_two_documents_date_one_veto_differently(tell):
    veto = tell.event("a", "REJECT", "2024-03-04", "RUS", "IGO:UNSC")
    vote = tell.event("b", "REJECT", "2024-03-28", "RUS", "IGO:UNSC", source="doc2")
    same = tell.event("c", "REJECT", "2024-03-28", "RUS", "IGO:UNSC")
    later = tell.event("d", "REJECT", "2024-05-28", "RUS", "IGO:UNSC", source="doc2")
    often = [tell.event(n, "CONSULT", d, "RUS PRK", source=n) for n, d in (("e", "2024-03-04"), ("f", "2024-03-08"))]

    assert [{"2024-03-04", "2024-03-28"}] == [{f.says, f.against} for f in differing(tell, veto, vote)]
    assert differing(tell, veto, same) == [], "one document tells of two"
    assert differing(tell, veto, later) == [], "too far apart"
    assert differing(tell, veto, vote, later) == [], "one document tells of a series"
    assert differing(tell, *often) == [], "talks are held often"


def test_every_kind_of_conflict_has_words_and_both_sides(tell):
    claims, _ = tell.evidence(
        tell.event("arms", "AID", "2022-11", "PRK", "RUS"),
        (tell.told("no", "statement", type="statement", stance="denies", disputes=["arms"]), {}),
    )
    findings = conflicts.denials(claims)
    frame, traces = conflicts_of(findings * 2)

    assert frame.height == 1
    assert frame["why"].to_list() == [t.id for t in traces]
    assert all(words.en and words.th for words in ABOUT.values())
