"""Tests on real MNIST and real pen strokes; collected where PLAYGROUND_TEST_DATA names their folder."""
