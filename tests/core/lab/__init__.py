"""Tests of core/lab."""
