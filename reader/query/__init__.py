"""The filter language: one grammar for the search line, saved filters and the command line."""

from reader.query.parse import parse
from reader.query.write import write

__all__ = ["parse", "write"]
