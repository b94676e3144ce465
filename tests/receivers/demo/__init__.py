"""Tests of the simulated school."""
