"""Two coders of one case, side by side."""
