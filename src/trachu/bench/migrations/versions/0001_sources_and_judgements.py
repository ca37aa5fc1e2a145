"""Sources and judgements."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TEXTS = {
    "title": 1000, "authors": 1000, "publisher": 1000, "lang": 8, "published": 40, "retrieved": 40, "version": 64,
    "url": 2000, "licence": 1000, "label": 64,
}  # fmt: skip


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sources",
        sa.Column("source", sa.String(16), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("part", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("size", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(length)) for name, length in _TEXTS.items()),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "judgements",
        sa.Column("record", sa.String(64), primary_key=True),
        sa.Column("coder", sa.String(100), primary_key=True),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("note", sa.String(2000)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("judgements")
    op.drop_table("sources")
