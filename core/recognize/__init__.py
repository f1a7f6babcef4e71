"""Weights from elsewhere: what a file claims to hold, and which lesson's network that is."""
