"""How fast answers are: a synthetic world, dateline over it, an idiomatic server over the same, and a load on both."""
