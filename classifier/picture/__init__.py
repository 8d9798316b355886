"""A proof as a drawing."""
