"""The workshop page and the service behind it, for trainers and for programs."""
