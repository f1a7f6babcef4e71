"""One script a page, each a short table of contents. They never import each other."""
