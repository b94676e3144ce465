"""Tests of the core: messages and the clock in, events out."""
