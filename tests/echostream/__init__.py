"""Tests of the radio protocol."""
