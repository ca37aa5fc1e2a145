"""A brief to bytes: HTML and Markdown."""
