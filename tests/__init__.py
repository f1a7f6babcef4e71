"""The tests: core/ and pages/ mirrored, real_data/ on the real data sets, e2e/ in a real browser."""
