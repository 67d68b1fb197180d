"""What makes two articles related: pure arithmetic over terms, entities and dates, and its result in words."""
