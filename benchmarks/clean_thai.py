"""Thai repair on clean text: what it changes though nothing is wrong, and what it mends of damage done on purpose.

`python -m benchmarks.clean_thai FILE.jsonl [--peers PYTHON]`; a record has `text`. Each text is a document of its own.
Edits and character errors are Levenshtein distances without blanks, over the characters without blanks. Three kinds of
damage are done, with the classes and about the shares that the catalogue of PDF damage gives: *light* (tones before
vowels, blanks before marks), *sara am* (light, and every second ำ torn apart) and *cipher* (light, ำ as two signs, two
tones printed as Latin letters, a quarter of the other marks one letter too far right).
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable

from rapidfuzz.distance import Levenshtein

from benchmarks.peers import ABSENT, arguments, ask, lines_of, table
from trachu.core.text import Mapped
from trachu.sources.repair import repair_text

Tool = Callable[[list[str]], "list[str] | None"]
FIX = "import json, sys\nfrom fixthaipdf import clean\njson.dump([clean(t) for t in json.load(sys.stdin)], sys.stdout)"
NORMALIZE = (
    "import json, sys\nfrom pythainlp.util import normalize\n"
    "json.dump([normalize(t) for t in json.load(sys.stdin)], sys.stdout)"
)
LIGHT, TORN, DISPLACED = 0.05, 0.5, 0.25
GLYPHS = {"่": "E", "้": " i"}


def damage(text: str, kind: str, chance: random.Random) -> str:
    """Do one kind of damage to a text."""
    text = re.sub(r"([ัิีึืุู])([่้๊๋์])", lambda m: _at(chance, LIGHT, m[2] + m[1], m[0]), text)
    text = re.sub(r"(?<=[ก-ฮ])([ัิีึืุู])", lambda m: _at(chance, LIGHT / 5, " " + m[0], m[0]), text)
    if kind == "sara am":
        return re.sub("([่้]?)ำ", lambda m: _at(chance, TORN, m[1] + " า", m[0]), text)
    if kind == "cipher":
        text = re.sub("([่้]?)ำ", r"ํ\1า", text)
        text = re.sub(r"([ก-ฮ][ัิีึืุู]?[๊๋์ัิีึื])([ก-ฮ])", lambda m: _at(chance, DISPLACED, m[0][0] + m[2] + m[1][1:], m[0]), text)
        text = re.sub("(?<=[ก-ฮัิีึืุู])[่้](?=[ก-ฮะาเ-ไ])", lambda m: GLYPHS[m[0]], text)
    return text


def _at(chance: random.Random, share: float, hit: str, miss: str) -> str:
    return hit if chance.random() < share else miss


def ours(texts: list[str]) -> list[str]:
    return [repair_text(Mapped.of(text)).text for text in texts]


def errors(given: list[str], true: list[str]) -> tuple[int, int]:
    """Return the characters that differ and the characters there are, blanks aside."""
    pairs = [("".join(a.split()), "".join(b.split())) for a, b in zip(given, true, strict=True)]
    return sum(Levenshtein.distance(a, b) for a, b in pairs), sum(len(b) for _, b in pairs)


def main() -> None:
    asked = arguments(str(__doc__), "clean Thai texts, JSON Lines")
    clean = [row["text"] for row in lines_of(asked.path)]
    tools: dict[str, Tool] = {
        "as it is": lambda texts: texts, "trachu repair": ours,
        "pythainlp normalize": lambda texts: ask(asked.peers, NORMALIZE, texts),
        "fixthaipdf clean": lambda texts: ask(asked.peers, FIX, texts),
    }  # fmt: skip
    kinds = ("light", "sara am", "cipher")
    broken = {
        kind: [damage(text, kind, random.Random(f"{kind} {n}")) for n, text in enumerate(clean)] for kind in kinds
    }
    rows = []
    for name, tool in tools.items():
        row = [name]
        for number, texts in enumerate((clean, *broken.values())):
            mended = tool(texts)
            wrong, length = errors(mended, clean) if mended is not None else (0, 1)
            shown = f"{1000 * wrong / length:.3f}" if number == 0 else f"{100 * wrong / length:.3f} %"
            row.append(ABSENT if mended is None else shown)
        rows.append(row)
    print(table(["tool", "edits per 1,000 clean characters", *(f"errors, {kind}" for kind in kinds)], rows))
    begun = time.process_time()
    ours(clean)
    speed = sum(map(len, clean)) / (time.process_time() - begun)
    counted = f"{len(clean)} texts, {sum(map(len, clean))} characters"
    print(f"{counted}; trachu {speed / 1000:.0f}k characters/s of processor time on clean text")


if __name__ == "__main__":
    main()
