"""The rulebook that comes with the package: YAML documents, and no code."""
