"""How to ask over HTTP."""
