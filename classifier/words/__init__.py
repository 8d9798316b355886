"""Texts in two languages, problems and how they are told."""
