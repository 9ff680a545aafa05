"""Loaded before anything else (addopts -p): the servers the suite runs on, apart from those of a running demo."""

import os
from pathlib import Path

import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("PARLEY_HOME", str(Path(__file__).resolve().parent.parent / "var" / "test"))
os.environ["PARLEY_DEMO"] = "1"
embedded.environment()
