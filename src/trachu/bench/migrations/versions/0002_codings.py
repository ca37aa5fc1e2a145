"""Codings typed by hand (edits of suggestions among them), own codes, and who has read what."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_LISTS = ("contexts", "cited", "disputes", "parties")
_PLAIN = {"mode": 64, "domain": 64, "date": 64, "speaker": 255, "unit": 64, "edits": 64, "note": 4000, "guid": 36}


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "codings",
        sa.Column("coding", sa.String(16), primary_key=True),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("exact", "prefix", "suffix")),
        *(sa.Column(name, sa.String(64), nullable=False) for name in ("kind", "type", "stance")),
        *(sa.Column(name, sa.String(length)) for name, length in _PLAIN.items()),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in _LISTS),
        sa.Column("value", sa.Float()),
        sa.Column("coder", sa.String(100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "codes",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("parent", sa.String(64)),
        *(sa.Column(name, sa.String(255), nullable=False) for name in ("en", "th")),
        sa.Column("meaning", sa.String(4000)),
        sa.Column("colour", sa.String(7)),
        sa.Column("guid", sa.String(36)),
    )
    op.create_table(
        "readings",
        sa.Column("source", sa.String(16), primary_key=True),
        sa.Column("coder", sa.String(100), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("readings", "codes", "codings"):
        op.drop_table(name)
