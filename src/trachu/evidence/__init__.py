"""What a passage claims: who did what to whom, when, and who says so or denies it."""
