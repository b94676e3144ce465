"""Tests of reading tables and planning what they change."""
