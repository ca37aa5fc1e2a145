"""Models that the user has installed to find names: spaCy pipelines and transformers models, on this machine alone."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

from trachu.core.errors import UsageError
from trachu.core.words import Words

Ask = Callable[[str], str]


def spacy(model: str) -> Ask:
    """Load a spaCy pipeline by its package or folder; the answer lists the entities of a text."""
    pipeline = _load("spacy", lambda package: package.load(model), model)

    def ask(text: str) -> str:
        """Find the names in one text."""
        return json.dumps([[e.start_char, e.end_char, e.label_, None] for e in pipeline(text).ents])

    return ask


def transformers(model: str) -> Ask:
    """Load a token-classification model from a folder or the local store; nothing is downloaded."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    pipeline = _load(
        "transformers",
        lambda package: package.pipeline("token-classification", model=model, aggregation_strategy="simple"),
        model,
    )

    def ask(text: str) -> str:
        """Find the names in one text."""
        found = pipeline(text)
        return json.dumps([[int(e["start"]), int(e["end"]), e["entity_group"], float(e["score"])] for e in found])

    return ask


def _load(package: str, load: Callable[[Any], Callable[[str], Any]], model: str) -> Callable[[str], Any]:
    try:
        return load(import_module(package))
    except ImportError:
        what = Words(en=f"{package} is not installed.", th=f"ยังไม่ได้ติดตั้ง {package}")
        cure = Words(en=f"Install it: pip install {package}", th=f"ติดตั้งด้วยคำสั่ง pip install {package}")
        raise UsageError(what, cure) from None
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        what = Words(en=f"{package} has no model {model!r}: {reason}", th=f"{package} ไม่มีแบบจำลอง {model!r}: {reason}")
        cure = Words(
            en="Install the model or give the folder it lies in.", th="โปรดติดตั้งแบบจำลองหรือระบุโฟลเดอร์ที่เก็บแบบจำลองไว้"
        )
        raise UsageError(what, cure) from None
