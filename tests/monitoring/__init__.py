"""Tests of the outbox and the ways out, against real servers on loopback."""
