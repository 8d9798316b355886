"""The catalogues of what the program itself says, in both languages."""
