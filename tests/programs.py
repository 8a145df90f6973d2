"""Programs that tests start: each ends when the tests do, even when those are killed."""

import subprocess
import sys
from typing import Any

TIED = """
import os, threading
def watch():
    while os.read(0, 1):
        pass
    os._exit(9)
threading.Thread(target=watch, daemon=True).start()
from count.cli import main
main()
"""
"""The command, with a thread that reads a pipe: its end is the end of whoever held the other side."""


def tied(*words: object, **options: Any) -> "subprocess.Popen[bytes]":
    """`counthall` in a process of its own, which does not outlive this one."""
    command = [sys.executable, "-c", TIED, *map(str, words)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, **options)


def ended(process: "subprocess.Popen[bytes]") -> int:
    """Wait until it ended; gives its exit code."""
    code = process.wait(30)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    return code
