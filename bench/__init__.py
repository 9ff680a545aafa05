"""Benchmarks of the product over HTTP against the raw floor (stack.md); times stand here and nowhere in the suite."""
