"""Values that cross floors: frozen, comparable, and free of any knowledge of where they came from."""
