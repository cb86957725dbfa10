"""Official figures in: a process of its own reads a file, a page shows what would change, an officer takes it over."""
