"""What the Evaluate page is made of, one part a file."""
