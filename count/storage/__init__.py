"""Storage on the disk: the database, the hall's directory, the files of papers."""
