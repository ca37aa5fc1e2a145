"""Programs outside trachu as coders: what they were asked and what they answered, kept in the bench.

An answer is remembered under the hash of its question in ``folder/answers/PROGRAM``, so nothing is asked twice, a run
that stopped goes on where it was, and what is made of the answers may be deleted and made again without asking anybody.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import polars as pl

from trachu.bench import recognisers
from trachu.bench.cache import write_whole
from trachu.bench.endpoint import Endpoint
from trachu.core import parts
from trachu.core.errors import NoAccess, UnknownName, UsageError
from trachu.core.parts import Part
from trachu.core.tables import Frames, table
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

Ask = Callable[[str], str]
FOLDER = "answers"
CODERS: Mapping[str, str] = {"endpoint": "endpoint", "spacy": "recogniser", "transformers": "recogniser"}


@dataclass(frozen=True, slots=True)
class Suggested:
    """What came of asking a program: questions put now, answers known, records made of them, and what was refused."""

    program: str
    asked: int
    known: int
    left: int  # questions beyond the number allowed
    mentions: int
    claims: int
    dropped: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data."""
        return {name: getattr(self, name) for name in self.__slots__} | {"dropped": dict(self.dropped)}


class Answers:
    """The recorded answers of one program in a bench."""

    def __init__(self, folder: Path, program: str) -> None:
        self.program, self.folder = program, folder / FOLDER / quote(program, safe="")

    def names(self) -> list[str]:
        """Return the names of the answers that are kept."""
        return sorted(path.name for path in self.folder.glob("*.json"))

    def get(self, question: str) -> str | None:
        """Return the answer to a question, None if it was never put."""
        path = self.folder / f"{_key(question)}.json"
        return json.loads(path.read_text(encoding="utf8"))["answer"] if path.exists() else None

    def keep(self, question: str, answer: str) -> None:
        """Write an answer down, with its question."""
        written = json.dumps({"question": question, "answer": answer}, ensure_ascii=False)
        write_whole(self.folder / f"{_key(question)}.json", written.encode(errors="replace"))

    def among(self, questions: Sequence[str]) -> dict[str, str]:
        """Return the answers to those of the questions that were put."""
        return {q: answer for q in questions if (answer := self.get(q)) is not None}


def programs(folder: Path) -> list[str]:
    """Return the programs whose answers a bench keeps."""
    kept = folder / FOLDER
    return sorted(unquote(one.name) for one in kept.iterdir() if one.is_dir()) if kept.is_dir() else []


def part_of(program: str) -> Part:
    """Return the coder that reads a program's answers.

    >>> from trachu.bench import shelves
    >>> shelves.load()
    >>> part_of("spacy:xx_ent_wiki_sm").name
    'recogniser'
    """
    kind, _, model = program.partition(":")
    if kind not in CODERS or not model.strip() or "@" in program:
        raise UnknownName("program", program, [f"{name}:MODEL" for name in CODERS])
    return parts.find("coder", CODERS[kind])


def coder_name(program: str) -> str:
    """Return the name under which a program stands as coder: the program and the version of its part."""
    return f"{program}@{part_of(program).version}"


def suggest(
    bench: Bench, program: str, sources: Sequence[str], *, url: str | None, key: str | None, timeout: float, most: int
) -> Suggested:
    """Put to a program what it was not asked yet about the sources, at most ``most`` questions."""
    kind, _, model = program.partition(":")
    part_of(program)
    if kind == "spacy":
        return ask(bench, program, sources, lambda: recognisers.spacy(model), most)
    if kind == "transformers":
        return ask(bench, program, sources, lambda: recognisers.transformers(model), most)
    if not url:
        raise UsageError(
            Words(en="The endpoint has no address.", th="ยังไม่ได้ระบุที่อยู่ของบริการ"),
            Words(en="Give it: --url https://…/v1", th="โปรดระบุ: --url https://…/v1"),
        )
    endpoint = Endpoint(url, model, key, timeout)
    return ask(bench, program, sources, lambda: endpoint.ask, most)


def ask(bench: Bench, program: str, sources: Sequence[str], put: Callable[[], Ask], most: int) -> Suggested:
    """Put new questions to a program and read all its answers; ``put`` loads it, if there is something to ask."""
    part, answers = part_of(program), Answers(bench.folder, program)
    run = bench.run_
    chosen = [bench.source(one) for one in sources] or bench.store.sources()
    documents = [source for source in chosen if source.kind == "document"]
    questions = [q for s in documents for q in part.more["questions"](run.mend(s).frame("passages"))]
    new = [q for q in dict.fromkeys(questions) if answers.get(q) is None]
    _put(bench, answers, new[:most], put)
    made = [run.guest(source, program) for source in documents]
    counts = {name: sum(one.frame(name).height for one in made) for name in ("mentions", "claims")}
    nothing = pl.DataFrame(schema={"reason": pl.String, "count": pl.Int64})
    refused = pl.concat([nothing, *(one.frame("dropped") for one in made)])
    dropped = dict(refused.group_by("reason").agg(pl.col("count").sum()).sort("reason").rows())
    known = len(answers.among(list(dict.fromkeys(questions))))
    return Suggested(program, len(new[:most]), known, len(new[most:]), dropped=dropped, **counts)


def _put(bench: Bench, answers: Answers, questions: Sequence[str], put: Callable[[], Ask]) -> None:
    if questions:
        asked = put()
        for done, question in enumerate(questions):
            bench.tell(answers.program, done, len(questions))
            answers.keep(question, asked(question))
        bench.tell(answers.program, len(questions), len(questions))


def together(own: Frames, guests: Sequence[Frames]) -> Frames:
    """Put the evidence of several coders of a document together; where rules found a name, a guest's is left out."""
    taken = own["mentions"].sort("start").select("start", "end").rows()
    found = dict(own)
    for guest in guests:
        free = [
            not any(start < last and first < end for first, last in taken)
            for start, end in guest["mentions"].select("start", "end").iter_rows()
        ]
        mentions = guest["mentions"].filter(pl.Series(free, dtype=pl.Boolean))
        found["mentions"] = pl.concat([found["mentions"], mentions])
        for name in ("dates", "citations", "claims", "parties"):
            found[name] = pl.concat([found[name], guest[name]])
        found["traces"] = pl.concat([found["traces"], guest["traces"]]).unique("trace", maintain_order=True)
    return {name: table(name).of(frame) for name, frame in found.items()}


def asked_about(bench: Bench, program: str) -> frozenset[str]:
    """Return the documents about which a program has answered anything."""
    part, answers = part_of(program), Answers(bench.folder, program)
    documents = [s for s in bench.store.sources() if s.kind == "document"]
    return frozenset(
        s.source for s in documents if answers.among(part.more["questions"](bench.run_.mend(s).frame("passages")))
    )


def forget(bench: Bench, program: str) -> None:
    """Delete the answers of a program; what it suggested leaves the evidence."""
    known = programs(bench.folder)
    if program not in known:
        raise UnknownName("program", program, known)
    try:
        shutil.rmtree(Answers(bench.folder, program).folder)
    except OSError as error:
        what = Words(en=f"{program} cannot be deleted: {error.strerror}.", th=f"ลบ {program} ไม่ได้: {error.strerror}")
        raise NoAccess(what, Words(en="Check the folder's permissions.", th="โปรดตรวจสิทธิ์ของโฟลเดอร์")) from None


def reasons(program: str) -> Mapping[str, Words]:
    """Say what the reasons mean for which records of a program were refused."""
    from trachu.evidence.coders import endpoint, recogniser

    return endpoint.REASONS if part_of(program).name == "endpoint" else recogniser.REASONS


def _key(question: str) -> str:
    return sha256(question.encode(errors="replace")).hexdigest()[:24]
