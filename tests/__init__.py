"""The tests: core/ and pages/ mirrored, real_data/ on MNIST itself, e2e/ in a real browser."""
