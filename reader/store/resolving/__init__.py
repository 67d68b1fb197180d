"""What mentions stand for: the entities of the collection as the resolver sees them, and the reader's corrections."""
