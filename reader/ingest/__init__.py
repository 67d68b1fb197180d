"""Bytes in, values out: what files and streams hold, sanitised and with nothing invented; pure."""
