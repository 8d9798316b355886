"""A derivation as people and programs see it: proof, verdicts, one document."""
