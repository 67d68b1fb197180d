"""Text and width in, lines out: where each character stands on the screen, without knowing a screen."""
