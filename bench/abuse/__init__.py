"""What a hostile client may send, and how a server bears it."""
