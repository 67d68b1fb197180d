"""The screens, and the dialogs over them, one a file."""
