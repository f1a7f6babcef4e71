"""Measurements: `make bench` runs all but `posts`, which takes an hour."""
