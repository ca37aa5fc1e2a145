"""One file per coder: one document's passages to mentions, dates, citations and claims."""
