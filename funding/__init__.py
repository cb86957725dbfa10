"""Funds, awards, allocations, posts, payments and returns."""
