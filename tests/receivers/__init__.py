"""Tests of the links to receivers and of the simulated school."""
