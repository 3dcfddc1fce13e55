"""From a file to records: sniffing, readers, recipes, the child process, rejects."""
