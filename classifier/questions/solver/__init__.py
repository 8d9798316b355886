"""The program as a Boolean circuit, and what is searched in it."""
