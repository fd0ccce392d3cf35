"""Outside judges of the contracts, run on every change."""
