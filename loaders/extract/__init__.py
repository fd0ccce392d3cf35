"""From an analysed article to the facts in it."""
