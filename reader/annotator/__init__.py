"""The process that finds entities: its work, its protocol, and the client that keeps it busy."""
