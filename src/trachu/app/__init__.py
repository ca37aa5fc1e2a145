"""The faces of the bench: the command line, later the web."""
