"""The library's rooms by noun: each holds the calls about one kind of thing, and is a field of `Library`."""
