"""How long a test waits for another process before it calls it hanging: longer than any busy machine takes."""

LIMIT = 180.0  # seconds
