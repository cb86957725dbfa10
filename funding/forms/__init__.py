"""What is asked of people about money."""
