"""File formats, one module each: the poll folder, files of preferences, files of lots."""
