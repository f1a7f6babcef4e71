"""Tests of pages/ without a browser."""
