"""Blocks as text, HTML, Markdown, Word and PDF."""
