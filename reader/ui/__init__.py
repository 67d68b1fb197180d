"""The screen: everything that draws or takes keys, and so knows Textual."""
