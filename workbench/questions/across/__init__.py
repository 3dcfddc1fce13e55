"""Questions over all worlds: what connects these, what is known of one, what contradicts, what is missing."""
