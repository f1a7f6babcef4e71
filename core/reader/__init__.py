"""A whole pasted program, read line by line into the form."""
