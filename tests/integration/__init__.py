"""Tests of the Home Assistant side, with a real Home Assistant, real sockets and a real ledger."""
