"""Examples that hypothesis finds may take as long as they take: time never decides a test."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
