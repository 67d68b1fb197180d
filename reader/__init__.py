"""Tidewire: a terminal news reader that follows the people, places and organisations in the news."""

__version__ = "0.1.0"
