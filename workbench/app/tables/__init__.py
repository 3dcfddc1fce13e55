"""Tables of a case without a window: entities, links, records and rejects, sorted, filtered and handed out."""
