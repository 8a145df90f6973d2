"""The hall while it is open: one recorder that checks, folds, commits and answers."""
