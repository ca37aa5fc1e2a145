"""Claims and datasets put together: one world of tables, and where the sources contradict each other."""
