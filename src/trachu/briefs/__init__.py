"""Values to sentences and charts, in Thai and English."""
