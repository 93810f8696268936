"""Findings in words: one output format a module, listed in `registry`. Each takes a result and gives a text."""
