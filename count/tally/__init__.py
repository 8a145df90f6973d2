"""The `tally` command: files of preferences counted, as a table, as JSON and as a report."""
