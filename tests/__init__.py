"""What must hold, and what would show if it did not."""
