"""A case, its relations, and what is told of each."""
