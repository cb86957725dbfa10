"""The pages on which officers see where figures come from, and choose what a paper tells in which words."""
