"""Words that every part uses; imports nothing else of trachu."""
