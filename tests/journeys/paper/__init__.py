"""A paper's way from a plan to the public, in a real browser, with every screen counted."""
