"""What screens are made of: the list, the article, the sidebar, the status bar and the rows in them."""
