"""The theory as documents: read, checked and understood."""
