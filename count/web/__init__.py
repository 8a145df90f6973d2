"""The pages, the interface for machines, and the server that carries both."""
