"""The `counthall` command."""
