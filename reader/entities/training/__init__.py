"""The recipe of the embedded pipeline; not part of the wheel."""
