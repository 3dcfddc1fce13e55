"""Tables in the window: entities, links, records and rejects, each on a tab of one panel."""
