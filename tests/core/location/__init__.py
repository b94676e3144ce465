"""Tests of where presses come from."""
