"""The examples, as data: read them with `classifier.gallery`."""
