"""A network as a picture: its blocks in the order of the calls, and what one example becomes in each of them."""
