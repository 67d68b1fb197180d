"""Articles coming in, with the feeds that bring them: what is new, known or edited, and what is let go of."""
