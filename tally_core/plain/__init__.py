"""The second counts: slow, plain, and written apart from the rules they check."""
