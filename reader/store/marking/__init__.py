"""The reader's own: marks, tags, quotations, watched entities, mute rules, kept searches and places."""
