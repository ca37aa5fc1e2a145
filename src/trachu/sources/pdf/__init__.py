"""The text layer of PDFs, read glyph by glyph: operators, fonts, glyphs, meanings, lines and layout."""
