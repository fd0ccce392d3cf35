"""Our measurements: how right the extraction is."""
