"""Where the cases lie that are kept beside the project; tests that read them skip where they are absent."""

from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared"
DATA = SHARED / "data"
