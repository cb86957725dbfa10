"""Commands about achievements."""
