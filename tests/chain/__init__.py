"""Tests of the whole chain, from the radio to the confirmation, with a process that is killed on the way."""
