"""How right the extraction is on our own articles, as floors."""
