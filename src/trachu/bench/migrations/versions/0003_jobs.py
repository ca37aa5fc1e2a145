"""Long work that a person asked for, and the grade that a person gives to a source (A1 to F6)."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table and the column."""
    op.add_column("sources", sa.Column("grade", sa.String(2)))
    op.create_table(
        "jobs",
        sa.Column("job", sa.String(16), primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("says", sa.String(255), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("done", "total", "tries")),
        sa.Column("worker", sa.String(255)),
        sa.Column("result", sa.JSON()),
        sa.Column("error", sa.JSON()),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True)),
    )


def downgrade() -> None:
    """Drop the table and the column."""
    op.drop_table("jobs")
    op.drop_column("sources", "grade")
