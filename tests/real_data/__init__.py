"""Tests on MNIST, CIFAR-10, IMDB and pen strokes; collected where PLAYGROUND_TEST_DATA names their folder."""
