"""What a web page says: its markup, its own statements about itself, and the article in it."""
