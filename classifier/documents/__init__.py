"""From bytes to a document that knows file and line."""
