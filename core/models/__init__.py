"""The lessons' networks, one architecture a file, and what they share."""
