"""Renderings of a classification. They see nothing but the classification, and hold no theory."""
