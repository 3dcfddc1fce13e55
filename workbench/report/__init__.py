"""Reports and interchange formats, one per file."""
