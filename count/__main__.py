"""`python -m count`: the command where no `counthall` is on the path."""

from count.cli import main

main()
