"""What a fact is, how it may be asked for, and where it is kept."""
