"""The lessons' networks, one architecture a file."""
