"""What a page rests on and the bench has not got yet, with what mends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trachu.app.web import speech
from trachu.app.web.view import View
from trachu.core import parts

RESTS: Mapping[str, tuple[str, ...]] = {  # page → what it rests on, the first that is missing is told
    "evidence": ("documents",),
    "coding": ("documents",),
    "dyads": ("anything",),
    "actors": ("anything",),
    "fora": ("anything",),
    "briefs": ("anything",),
    "writing": ("anything",),
    "data": ("anything",),
    "world": ("capabilities",),
    "system": ("capabilities",),
    "hypotheses": ("capabilities",),
    "scenarios": ("capabilities",),
    "scenario_edit": ("capabilities",),
}
COMMANDS = {
    "anything": "trachu add FILE -b {bench}",
    "documents": "trachu add FILE.pdf -b {bench}",
    "capabilities": "trachu data add cow_nmc -b {bench}",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing in words, the command that adds it, whether the bench is empty, and what buttons say."""

    says: str
    command: str
    empty: bool
    words: Mapping[str, str]


def missing(view: View) -> Missing | None:
    """Tell what a page rests on and the bench lacks; None if it has it."""
    has = _has(view)
    lacking = next((need for need in RESTS.get(view.name, ()) if need not in has), None)
    if lacking is None:
        return None
    words = {key: said.say(view.lang) for key, said in speech.words_of("missing").items()}
    return Missing(words[lacking], COMMANDS[lacking].format(bench=view.bench.folder.name), not has, words)


def _has(view: View) -> set[str]:
    sources = view.bench.store.sources()
    datasets = {source.part for source in sources if source.kind == "dataset"}
    has = {"anything"} if sources else set()
    if any(source.kind == "document" for source in sources):
        has.add("documents")
    giving = {part.name for part in parts.all_of("dataset") if "capabilities" in {table.name for table in part.gives}}
    return has | {"capabilities"} if datasets & giving else has
