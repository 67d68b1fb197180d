"""The cache: one SQLite file that holds all that is known, and the only room that speaks SQL."""
