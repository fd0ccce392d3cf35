"""Analyzers: they give the words of a sentence their parts of speech and lemmas."""
