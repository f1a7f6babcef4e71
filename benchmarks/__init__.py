"""Measurements: `make bench` runs them all and prints every figure that README and docs quote."""
