"""What relations and storylines are worked out from, kept in step as articles come and go."""
