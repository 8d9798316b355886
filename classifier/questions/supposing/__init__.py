"""What would be told of a relation if some observations were others."""
