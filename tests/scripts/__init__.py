"""Tests of the command line tools, run as a person runs them."""
