"""Plain values: kinds, value types, records, graph snapshots, changes, problems. No files, no SQL, no Qt."""
