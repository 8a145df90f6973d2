"""What comes in and goes out, one module a format: the poll folder, files of preferences, files of lots."""
