"""The tables of the cache: a file for every step that led to them, and `migrations` that takes those that are due."""
