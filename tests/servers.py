"""Loaded before anything else (addopts -p): the servers the suite runs on, apart from those of a running demo."""

import os
from pathlib import Path

import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
of_our_own = not os.environ.get(
    "PARLEY_HOME"
)  # nobody's data: may be lost in a power cut, and is faster for it
os.environ.setdefault("PARLEY_HOME", str(Path(__file__).resolve().parent.parent / "var" / "test"))
os.environ["PARLEY_DEMO"] = "1"
embedded.environment(durable=not of_our_own)
