"""Template tags and filters of partners."""
