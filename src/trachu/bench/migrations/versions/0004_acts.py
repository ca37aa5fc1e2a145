"""Every act of a person on a record: what stood before and what stands since, so that it can be undone."""

from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KINDS = (("judgement", "judgements", "record"), ("coding", "codings", "coding"))


def upgrade() -> None:
    """Make the table; what was typed so far becomes its first acts, in the order of time."""
    acts = op.create_table(
        "acts",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("coder", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("record", sa.String(64), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True)),
        sa.Column("after", sa.JSON(none_as_null=True)),
        sa.Column("undoes", sa.Integer()),
    )
    connection = op.get_bind()
    rows = []
    for kind, name, key in KINDS:
        typed = sa.Table(name, sa.MetaData(), autoload_with=connection)
        for found in connection.execute(sa.select(typed)).mappings():
            at = found["at"] if found["at"].tzinfo else found["at"].replace(tzinfo=UTC)
            row = {**found, "at": at.astimezone(UTC).isoformat()}
            rows.append(
                {"at": at, "coder": row["coder"], "kind": kind, "record": row[key], "before": None, "after": row}
            )
    if rows:
        op.bulk_insert(acts, sorted(rows, key=lambda row: (row["at"], row["record"])))


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("acts")
