"""The font of the pages."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from trachu.bench import pictures

router = APIRouter()


@router.get("/fonts/{name}")
def font(name: str) -> Response:
    """Give a file of the bundled font."""
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(pictures.font(name), media_type="font/woff2", headers=headers)
