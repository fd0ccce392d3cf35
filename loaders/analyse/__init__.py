"""Analyzers: they give the words of a sentence their parts of speech and lemmas, and where they parse, their heads."""
