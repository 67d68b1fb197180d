"""Nothing is lost: archives, backups, and getting well again."""
