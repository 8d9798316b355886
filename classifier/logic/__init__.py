"""From what is told to evidence, and from evidence to verdicts."""
