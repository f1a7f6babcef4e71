"""What the Train page is made of, one part a file."""
