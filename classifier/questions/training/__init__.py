"""A case as an exercise for a room."""
