"""English sentences to PLOVER types: our rules beside a text classifier trained on the same file.

`python -m benchmarks.plover_en FILE.jsonl [--peers PYTHON]`; a record has `text` and `type`. Ours is given twice: the
type of the event with the longest words among those coded in the sentence, none counting as wrong; and the type that
the words of acts decide when nobody has to be found who acts. Nothing is trained. The peer is scikit-learn: TF-IDF of
words and word pairs with a linear support vector machine, in five-fold cross-validation on the file itself, which
favours it. The quad class is that of the type: verbal or material, cooperation or conflict.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import polars as pl

from benchmarks.peers import ABSENT, arguments, ask, lines_of, table
from trachu.core.tables import PASSAGES
from trachu.core.text import Mapped
from trachu.evidence.coders.rules import code
from trachu.ontology.acts import deciding_cue
from trachu.ontology.event import event_types
from trachu.sources.pages import lay_out
from trachu.sources.passages import passages

NOTHING = "(none)"
CLASSIFIER = """
import json, sys
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC
given = json.load(sys.stdin)
model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=1), LinearSVC())
folds = StratifiedKFold(5, shuffle=True, random_state=0)
json.dump(list(map(str, cross_val_predict(model, given["texts"], given["types"], cv=folds))), sys.stdout)
"""


def types_of(texts: list[str]) -> list[str]:
    """Code each text as a document of its own; return its type."""
    found = []
    for number, text in enumerate(texts):
        cut = passages(lay_out([Mapped.of(text)])).with_columns(source=pl.lit(f"s{number}"))
        claims = code(PASSAGES.of(cut))["claims"].filter(pl.col("kind") == "event")
        longest = claims.with_columns(n=pl.col("end") - pl.col("start")).sort("n", "start", descending=[True, False])
        found.append(longest["type"][0] if longest.height else NOTHING)
    return found


def figures(name: str, given: list[str], true: list[str]) -> list[str]:
    """Return the share of right types and of right quad classes."""
    quads = {code: kind.quad for code, kind in event_types().items()}
    right = sum(map(str.__eq__, given, true)) / len(true)
    quad = sum(quads.get(a) == quads[b] for a, b in zip(given, true, strict=True)) / len(true)
    return [name, f"{right:.3f}", f"{quad:.3f}"]


def main() -> None:
    asked = arguments(str(__doc__), "sentences with their types, JSON Lines")
    rows: list[dict[str, Any]] = lines_of(asked.path)
    texts, true = [row["text"] for row in rows], [row["type"] for row in rows]
    types_of(texts[:1])
    begun = time.perf_counter()
    ours = types_of(texts)
    seconds = time.perf_counter() - begun
    peer = ask(asked.peers, CLASSIFIER, {"texts": texts, "types": true})
    cues = [deciding_cue(text, "en") for text in texts]
    words = [cue.code if cue else NOTHING for cue in cues]
    most = Counter(true).most_common(1)[0][0]
    shown = [
        figures("trachu code", ours, true), figures("trachu, words of acts alone", words, true),
        figures(f"always {most}", [most] * len(true), true),
    ]  # fmt: skip
    label = "scikit-learn TF-IDF + LinearSVC, 5-fold on this file"
    shown.append(figures(label, peer, true) if peer else [label, ABSENT, ABSENT])
    print(table(["coder", "type", "quad class"], shown))
    print(f"{len(rows)} sentences; trachu coded none in {ours.count(NOTHING)}, {len(rows) / seconds:.0f} sentences/s")


if __name__ == "__main__":
    main()
