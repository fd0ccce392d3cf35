"""Where snapshots of records are kept and how they are read."""
