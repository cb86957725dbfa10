"""What was done, the figures it is told in, and the evidence."""
