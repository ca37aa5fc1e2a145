"""The world as data: actors, forums, treaties, event types, instruments, references; and its loader."""
